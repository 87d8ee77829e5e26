"""Vietnamese text: its normal form, sentences, tokens, names, numbers and dates."""
