"""Figures as bytes and as HTML: what leaves the atlas, always with its source, its day and its signs."""

from atlas.export.file_name import file_name
from atlas.export.sheet import About, Column, Origin, Sheet
from atlas.export.table_csv import csv_for_excel, csv_for_programs
from atlas.export.table_html import TABLE_CSS, framed_table, legend_html, table_html
from atlas.export.table_xlsx import xlsx

__all__ = [
    "TABLE_CSS",
    "About",
    "Column",
    "Origin",
    "Sheet",
    "csv_for_excel",
    "csv_for_programs",
    "file_name",
    "framed_table",
    "legend_html",
    "table_html",
    "xlsx",
]
