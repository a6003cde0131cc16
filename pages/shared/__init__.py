"""What the pages share: everything that touches Streamlit."""
