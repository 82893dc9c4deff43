"""The one style sheet of the application: what Qt's own widgets look like; everything else is painted."""

from __future__ import annotations

from app.views.theme import Theme, type_step

LABEL_STEPS = (
    "caption",
    "label",
    "body",
    "bodyStrong",
    "subtitle",
    "dialogTitle",
    "title",
    "hero",
    "metricS",
    "metric",
)
LABEL_TONES = ("text2", "text3", "accent_text", "good_text", "watch_text", "risk_text", "customer_text", "vendor_text")


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of a theme; labels choose a step by the property `step` and a colour by `tone`."""
    c, px = theme.color, theme.px
    colors = {name: getattr(c, name).name() for name in type(c).__dataclass_fields__}
    labels = "".join(
        f'QLabel[step="{step}"] {{ font-size: {px(type_step(step)[0])}px; font-weight: {type_step(step)[2]}; }}\n'
        for step in LABEL_STEPS
    )
    labels += "".join(f'QLabel[tone="{tone}"] {{ color: {theme.tone(tone).name()}; }}\n' for tone in LABEL_TONES)
    sizes = {
        "pad": px(12),
        "control": theme.size.control - 2,
        "control_lg": theme.size.control_lg - 2,
        "row": theme.size.control - 4,
    }
    return labels + _RULES % {**colors, **sizes}


_RULES = """
QToolTip { background: %(overlay)s; color: %(text)s; border: 1px solid %(overlay_border)s; padding: 4px 6px; }
QFrame#card { background: %(surface)s; border: 1px solid %(border)s; border-radius: 8px; }
QFrame#overlay, QDialog { background: %(overlay)s; }
QDialog[sheet="true"] { background: transparent; }
QFrame#overlay { border: 1px solid %(overlay_border)s; border-radius: 8px; }
QFrame#dialog-card { background: %(overlay)s; border: 1px solid %(overlay_border)s; border-radius: 12px; }
QFrame#dialog-card QFrame#rule { background: %(overlay_border)s; border: none; }
QFrame#rule { background: %(divider)s; border: none; }

QPushButton { background: %(surface)s; color: %(text)s; border: 1px solid %(border)s; border-radius: 6px;
  padding: 0 %(pad)spx; min-height: %(control)spx; font-weight: 500; }
QPushButton:hover { background: %(hover)s; }
QPushButton:pressed, QPushButton:open { background: %(pressed)s; }
QPushButton:disabled { color: %(text_disabled)s; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[kind="primary"] { background: %(accent)s; border-color: %(accent)s; color: %(text_on_accent)s;
  font-weight: 600; }
QPushButton[kind="primary"]:hover { background: %(accent_hover)s; border-color: %(accent_hover)s; }
QPushButton[kind="primary"]:pressed { background: %(accent_pressed)s; border-color: %(accent_pressed)s; }
QPushButton[kind="primary"]:disabled { background: %(pressed)s; border-color: %(pressed)s; color: %(text_disabled)s; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: %(text2)s; }
QPushButton[kind="quiet"]:hover { background: %(hover)s; color: %(text)s; }
QPushButton[kind="quiet"]:pressed, QPushButton[kind="quiet"]:open { background: %(pressed)s; color: %(text)s; }
QPushButton[kind="link"], QPushButton[kind="crumb"] { background: transparent; border: none; padding: 0; }
QPushButton[small="true"] { min-height: 18px; }
QPushButton[big="true"] { min-height: %(control_lg)spx; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit, QSpinBox { background: %(surface)s; color: %(text)s;
  border: 1px solid %(border)s; border-radius: 6px; selection-background-color: %(accent)s;
  selection-color: %(text_on_accent)s; }
QLineEdit, QComboBox, QDateEdit, QSpinBox { padding: 0 8px; min-height: %(control)spx; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus {
  border: 2px solid %(focus)s; }
QLineEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus { padding: 0 7px; min-height: %(row)spx; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: %(text_disabled)s; background: %(hover)s; }
QLineEdit[bare="true"], QTextEdit[bare="true"] { background: transparent; border: none; padding: 0; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: %(overlay)s; border: 1px solid %(overlay_border)s; outline: none;
  selection-background-color: %(selected)s; selection-color: %(text)s; }

QMenu { background: %(overlay)s; color: %(text)s; border: 1px solid %(overlay_border)s; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 28px; border-radius: 4px; }
QMenu::item:selected { background: %(selected)s; }
QMenu::item:disabled { color: %(text_disabled)s; }
QMenu::separator { height: 1px; background: %(divider)s; margin: 4px 8px; }
QMenu::indicator { width: 12px; height: 12px; left: 8px; }
QMenuBar { background: %(window)s; color: %(text2)s; border: none; }
QMenuBar::item { padding: 4px 10px; background: transparent; }
QMenuBar::item:selected { background: %(pressed)s; color: %(text)s; }

QTableView, QTreeView, QListView { background: %(surface)s; color: %(text)s; border: none; outline: none;
  selection-background-color: %(selected)s; selection-color: %(text)s; }
QHeaderView { background: %(surface)s; border: none; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: %(border_strong)s; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollArea { background: transparent; border: none; }
QScrollArea[ring="false"] { border: 2px solid transparent; }
QScrollArea[ring="true"] { border: 2px solid %(focus)s; border-radius: 8px; }
QProgressBar { background: %(pressed)s; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: %(accent)s; border-radius: 3px; }
QTextBrowser { background: transparent; border: none; }
QSplitter::handle { background: %(divider)s; }
"""
