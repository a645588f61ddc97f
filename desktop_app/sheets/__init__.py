"""Information sheets and letters as PDF in the language of the person."""
