//! Every recipient, thin and rich.
