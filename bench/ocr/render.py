#!/usr/bin/env python3
"""Renders chat screenshots with known texts, to measure how well they are read.

    bench/ocr/render.py OUTPUT_DIRECTORY [NAME_PREFIX]

Needs Chromium, Pillow, and a few fonts (Debian: chromium, python3-pil, fonts-roboto, fonts-noto-core,
fonts-noto-color-emoji, fonts-inter, fonts-open-sans, fonts-lato, fonts-liberation, fonts-dejavu-core).
Every image NAME.png|jpg|webp comes with NAME.json, in the form of src/test/resources/screenshots.
"""
import html
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

from PIL import Image

from conversations import CONVERSATIONS
from cases import CASES

THEMES = {
    # page, header, contact bubble, user bubble, radius, clock in bubble, ...
    "imessage": dict(page="#fff", bar="#f6f6f6", bar_ink="#000", line="#d8d8d8", left="#e9e9eb",
                     left_ink="#000", right="#0b84fe", right_ink="#fff", radius=18, font="Inter", pad="8px 13px"),
    "imessage-dark": dict(page="#000", bar="#161617", bar_ink="#fff", line="#2c2c2e", left="#26252a",
                          left_ink="#fff", right="#0b84fe", right_ink="#fff", radius=18, font="Inter", pad="8px 13px"),
    "sms": dict(page="#fff", bar="#f6f6f6", bar_ink="#000", line="#d8d8d8", left="#e9e9eb",
                left_ink="#000", right="#34c759", right_ink="#fff", radius=18, font="Inter", pad="8px 13px"),
    "whatsapp": dict(page="#efeae2", bar="#008069", bar_ink="#fff", line="#008069", left="#fff",
                     left_ink="#111b21", right="#d9fdd3", right_ink="#111b21", radius=8, font="Roboto",
                     pad="6px 9px", clock="#667781", ticks="#53bdeb", shadow="0 1px .5px rgba(11,20,26,.13)"),
    "whatsapp-ios": dict(page="#efe7de", bar="#f6f6f6", bar_ink="#000", line="#d0d0d0", left="#fff",
                         left_ink="#000", right="#dcf7c5", right_ink="#000", radius=12, font="Inter",
                         pad="6px 11px", clock="#8a8a8e", ticks="#3497f9", shadow="0 1px 1px rgba(0,0,0,.1)"),
    "whatsapp-dark": dict(page="#0b141a", bar="#202c33", bar_ink="#e9edef", line="#202c33", left="#202c33",
                          left_ink="#e9edef", right="#005c4b", right_ink="#e9edef", radius=8, font="Roboto",
                          pad="6px 9px", clock="#8696a0", ticks="#53bdeb"),
    "telegram": dict(page="linear-gradient(160deg,#d5e2b0,#a9cf9b 50%,#c5d69c)", bar="#517da2", bar_ink="#fff",
                     line="#517da2", left="#fff", left_ink="#000", right="#effdde", right_ink="#000", radius=14,
                     font="Roboto", pad="6px 10px", clock="#a1aab3", right_clock="#62ac55", ticks="#62ac55"),
    "telegram-ios": dict(page="linear-gradient(180deg,#9fc5e8,#d9b9e0)", bar="#f7f7f7", bar_ink="#000",
                         line="#c8c8c8", left="#fff", left_ink="#000", right="#e1ffc7", right_ink="#000", radius=16,
                         font="Inter", pad="6px 11px", clock="#9b9b9f", right_clock="#5fb052", ticks="#5fb052"),
    "telegram-dark": dict(page="#0e1621", bar="#17212b", bar_ink="#fff", line="#17212b", left="#182533",
                          left_ink="#f5f5f5", right="#2b5278", right_ink="#fff", radius=12, font="Open Sans",
                          pad="6px 10px", clock="#6d7f8f", right_clock="#7da8d3", ticks="#7da8d3"),
    "messenger": dict(page="#fff", bar="#fff", bar_ink="#000", line="#e4e6eb", left="#f0f0f0", left_ink="#050505",
                      right="linear-gradient(90deg,#00b2ff,#a033ff)", right_ink="#fff", radius=18,
                      font="Liberation Sans", pad="8px 12px", avatar=True),
    "instagram": dict(page="#fff", bar="#fff", bar_ink="#000", line="#dbdbdb", left="#efefef", left_ink="#000",
                      right="#3797f0", right_ink="#fff", radius=22, font="Roboto", pad="10px 14px", avatar=True),
    "instagram-dark": dict(page="#000", bar="#000", bar_ink="#fff", line="#262626", left="#262626", left_ink="#f5f5f5",
                           right="linear-gradient(180deg,#a33bd8,#5b51d8)", right_ink="#fff", radius=22,
                           font="Roboto", pad="10px 14px", avatar=True),
    "signal": dict(page="#fff", bar="#fff", bar_ink="#1b1b1b", line="#fff", left="#e9e9e9", left_ink="#1b1b1b",
                   right="#2c6bed", right_ink="#fff", radius=18, font="Roboto", pad="8px 12px", clock="#5e5e5e",
                   right_clock="#c8d9fa", ticks="#c8d9fa"),
    "signal-dark": dict(page="#121212", bar="#121212", bar_ink="#fff", line="#121212", left="#2e2e2e",
                        left_ink="#e9e9e9", right="#3a76f0", right_ink="#fff", radius=18, font="Roboto",
                        pad="8px 12px", clock="#b9b9b9", right_clock="#d0defb", ticks="#d0defb"),
    "material": dict(page="#f8fafd", bar="#f8fafd", bar_ink="#1f1f1f", line="#f8fafd", left="#e8edf5",
                     left_ink="#1f1f1f", right="#0b57d0", right_ink="#fff", radius=20, font="Roboto", pad="10px 16px",
                     avatar=True),
    "material-dark": dict(page="#131314", bar="#131314", bar_ink="#e3e3e3", line="#131314", left="#333537",
                          left_ink="#e3e3e3", right="#a8c7fa", right_ink="#062e6f", radius=20, font="Roboto",
                          pad="10px 16px"),
    "dating": dict(page="#fff", bar="#fff", bar_ink="#e0245e", line="#eee", left="#f1f2f5", left_ink="#21262e",
                   right="#ff4458", right_ink="#fff", radius=16, font="Lato", pad="10px 14px", avatar=True),
    "outline": dict(page="#fff", bar="#fff", bar_ink="#000", line="#dbdbdb", left="#fff", left_ink="#000",
                    right="#efefef", right_ink="#000", radius=20, font="Noto Sans", pad="9px 14px",
                    left_border="1px solid #d5d5d5"),
    "line": dict(page="#8cabd9", bar="#8cabd9", bar_ink="#000", line="#8cabd9", left="#fff", left_ink="#000",
                 right="#8de055", right_ink="#000", radius=16, font="Noto Sans", pad="8px 12px", avatar=True),
    "mint-dark": dict(page="linear-gradient(180deg,#1b2735,#090a0f)", bar="#1b2735", bar_ink="#fff", line="#33475b",
                      left="#34495e", left_ink="#ecf0f1", right="#16a085", right_ink="#fff", radius=14,
                      font="DejaVu Sans", pad="8px 12px"),
}

DOODLES = ("<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'><g fill='none' stroke='{c}' "
           "stroke-width='1.4'><circle cx='20' cy='20' r='9'/><path d='M50 12l9 9 9-9M12 60c9-15 18 15 27 0'/>"
           "<rect x='58' y='52' width='18' height='13' rx='4'/><path d='M70 30v12M64 36h12M30 78l6-6 6 6z'/></g></svg>")


def wallpaper(kind, dark):
    ink = "rgba(255,255,255,.07)" if dark else "rgba(0,0,0,.07)"
    if kind == "doodles":
        svg = DOODLES.format(c=ink).replace("#", "%23").replace("<", "%3C").replace(">", "%3E")
        return f'url("data:image/svg+xml,{svg}")'
    if kind == "photo":
        return ("radial-gradient(circle at 20% 30%,rgba(220,120,60,.55),transparent 40%),"
                "radial-gradient(circle at 80% 70%,rgba(30,90,160,.6),transparent 45%),"
                "repeating-linear-gradient(35deg,rgba(0,0,0,.06) 0 7px,transparent 7px 19px)")
    return f"repeating-linear-gradient(45deg,{ink} 0 1px,transparent 1px 14px)"


def css(theme, case):
    t = theme
    size = case.get("size", 16)
    page = t["page"]
    if case.get("wallpaper"):
        page = wallpaper(case["wallpaper"], "dark" in case["theme"]) + "," + (
            page if "gradient" in page else f"linear-gradient({page},{page})")
    font = case.get("font", t["font"])
    return f"""
*{{box-sizing:border-box;margin:0}} html,body{{height:100%;overflow:hidden}}
body{{font:{size}px/{case.get('leading', 1.3)} '{font}','Noto Color Emoji',sans-serif;background:{page};
 color:{t['left_ink']};display:flex;flex-direction:column}}
.bar{{background:{t['bar']};color:{t['bar_ink']};border-bottom:1px solid {t['line']};z-index:2;padding:12px}}
.status{{display:flex;justify-content:space-between;font-size:14px;font-weight:600;padding:0 10px 12px}}
.who{{display:flex;gap:10px;align-items:center;font-weight:600}}
.face{{width:34px;height:34px;border-radius:50%;background:#9aa;color:#fff;display:grid;place-items:center;
 font-size:15px;flex:none}}
.who small{{font-weight:400;font-size:12px;opacity:.7;display:block}}
.chat{{flex:1;padding:10px {case.get('inset', 12)}px;overflow:hidden;position:relative}}
.row{{display:flex;margin-top:{case.get('gap', 7)}px;align-items:flex-end;gap:7px}}
.row.user{{justify-content:flex-end}} .row.tight{{margin-top:2px}}
.avatar{{width:28px;height:28px;border-radius:50%;background:#b7a;color:#fff;font-size:13px;display:grid;
 place-items:center;flex:none}} .avatar.none{{visibility:hidden}}
.bubble{{position:relative;max-width:{case.get('max', 76)}%;padding:{t['pad']};border-radius:{t['radius']}px;
 overflow-wrap:anywhere;box-shadow:{t.get('shadow', 'none')}}}
.contact .bubble{{background:{t['left']};color:{t['left_ink']};border:{t.get('left_border', '0')}}}
.user .bubble{{background:{t['right']};color:{t['right_ink']}}}
.clock{{font-size:.69em;color:{t.get('clock', '#888')};float:right;margin:.55em 0 -.2em .8em;white-space:nowrap}}
.user .clock{{color:{t.get('right_clock', t.get('clock', '#888'))}}}
.clock i{{font-style:normal;color:{t.get('ticks', '#888')}}}
.name{{font-size:.81em;font-weight:600;display:block;line-height:1.35}}
.quote{{border-left:4px solid #53bdeb;background:rgba(128,128,128,.13);border-radius:5px;padding:4px 8px;
 font-size:.84em;margin-bottom:4px;display:block}} .quote b{{display:block;color:#1f8fc0}}
.quote.bare{{background:none;border-left-width:3px;border-radius:0}}
.photo{{display:block;border-radius:{max(4, t['radius'] - 4)}px;width:220px;height:140px;margin:-2px -6px 4px;
 background:linear-gradient(170deg,transparent 60%,#5a8f4e 60%),linear-gradient(160deg,transparent 45%,#dfe6c0 45%),
 radial-gradient(circle at 75% 25%,#ffe28a 0 20px,transparent 21px),#79b6e8}}
.badge{{position:absolute;bottom:-13px;right:10px;background:{t['left']};border:2px solid #fff;border-radius:12px;
 font-size:12px;padding:1px 5px;line-height:1.35;color:#555}} .contact .badge{{right:auto;left:12px}}
.reacted{{margin-bottom:12px}}
.pill{{display:table;margin:9px auto;font-size:12.5px;padding:4px 11px;border-radius:9px;text-align:center;
 background:{case.get('pill', 'transparent')};color:{case.get('pill_ink', '#777')};max-width:86%}}
.divider{{margin:9px -12px;background:rgba(128,128,128,.2);text-align:center;font-size:13px;padding:4px}}
.receipt{{text-align:right;font-size:11px;color:#888;margin:3px 4px}}
.receipt.left{{text-align:left}}
.voice{{display:flex;gap:3px;align-items:center;height:30px}} .voice s{{width:3px;background:currentColor;opacity:.75}}
.voice u{{border:8px solid transparent;border-left:13px solid currentColor;border-right:0;margin-right:6px}}
.voice small{{margin-left:8px;font-size:.7em}}
.typing{{display:flex;gap:4px;padding:6px 0}} .typing s{{width:8px;height:8px;border-radius:50%;background:#999}}
a{{color:#0a7cff;text-decoration:{case.get('underline', 'none')}}} .user a{{color:inherit;text-decoration:underline}}
.input{{display:flex;gap:9px;align-items:center;padding:8px 12px 22px;background:{case.get('foot', 'transparent')};
 color:#8a8a8e;z-index:2}} .box{{flex:1;border-radius:19px;padding:8px 14px;border:1px solid #c8c8cc;
 background:{case.get('box', 'transparent')};display:flex;justify-content:space-between}}
.mic{{width:38px;height:38px;border-radius:50%;background:#00a884;flex:none}}
.keys{{background:#d1d4da;padding:6px 3px 26px;z-index:2}} .keys div{{display:flex;justify-content:center;gap:6px;margin-top:9px}}
.keys b{{width:32px;height:40px;border-radius:5px;background:#fff;font-weight:400;display:grid;place-items:center;
 color:#000;font-size:20px}}
.tail:after{{content:'';position:absolute;bottom:0;width:14px;height:14px;background:inherit}}
.user .tail:after{{right:-5px;border-bottom-left-radius:12px}}
.contact .tail:after{{left:-5px;border-bottom-right-radius:12px}}
"""


def bubble(m, case, last_of_run):
    theme = THEMES[case["theme"]]
    out = []
    if m.get("name"):
        out.append(f"<span class=name style='color:{m.get('name_ink', '#c2410c')}'>{html.escape(m['name'])}</span>")
    if m.get("quote"):
        bare = " bare" if case.get("bare_quote") else ""
        out.append(f"<span class='quote{bare}'><b>{m['quote'][0]}</b>{html.escape(m['quote'][1])}</span>")
    if m.get("photo"):
        out.append("<span class=photo></span>")
    if m.get("voice"):
        rng = random.Random(7)
        bars = "".join(f"<s style='height:{rng.randint(4, 26)}px'></s>" for _ in range(28))
        out.append(f"<span class=voice><u></u>{bars}<small>0:12</small></span>")
    if m.get("typing"):
        out.append("<span class=typing><s></s><s></s><s></s></span>")
    text = html.escape(m.get("shown", m.get("text", "")))
    if m.get("link"):
        text = text.replace(m["link"], f"<a>{m['link']}</a>")
    clock = ""
    if theme.get("clock") and m.get("clock", True) and not m.get("typing"):
        ticks = " <i>✓✓</i>" if m["author"] == "user" else ""
        edited = "edited " if m.get("edited") else ""
        clock = f"<span class=clock>{edited}{case.get('clock_text', '9:4')}{len(text) % 10}{ticks}</span>"
    out.append(f"{text}{clock}")
    if m.get("badge"):
        out.append(f"<span class=badge>{m['badge']}</span>")
    classes = "bubble" + (" reacted" if m.get("badge") else "") + (
        " tail" if case.get("tails") and last_of_run else "")
    return f"<div class='{classes}'>{''.join(out)}</div>"


def page(case):
    theme = THEMES[case["theme"]]
    items = case["items"]
    who = case.get("contact", "Alex")
    chat = []
    for i, m in enumerate(items):
        if "pill" in m:
            chat.append(f"<div class=pill>{html.escape(m['pill'])}</div>")
        elif "divider" in m:
            chat.append(f"<div class=divider>{html.escape(m['divider'])}</div>")
        elif "receipt" in m:
            chat.append(f"<div class=receipt>{html.escape(m['receipt'])}</div>")
        else:
            after = items[i + 1] if i + 1 < len(items) else {}
            before = items[i - 1] if i else {}
            last = after.get("author") != m["author"]
            face = ""
            if theme.get("avatar") and m["author"] == "contact":
                face = f"<div class='avatar{'' if last else ' none'}'>{who[0]}</div>"
            tight = " tight" if before.get("author") == m["author"] and not before.get("badge") else ""
            chat.append(f"<div class='row {m['author']}{tight}'>{face}{bubble(m, case, last)}</div>")
    shift = case.get("scrolled", 0)
    status = f"<div class=status><span>9:41</span><span>5G 87%</span></div>" if case.get("status", True) else ""
    sub = f"<small>{case['sub']}</small>" if case.get("sub") else ""
    header = "" if case.get("cropped") else (
        f"<div class=bar>{status}<div class=who><span>‹</span><span class=face>{who[0]}</span>"
        f"<span>{html.escape(who)}{sub}</span></div></div>")
    icons = "<span>☺</span>" if case.get("mic") else ""
    footer = "" if case.get("cropped") else (
        f"<div class=input><div class=box><span>{case.get('placeholder', 'Message')}</span>{icons}</div>"
        f"{'<div class=mic></div>' if case.get('mic') else ''}</div>")
    keys = ""
    if case.get("keyboard"):
        rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
        keys = "<div class=keys>" + "".join(
            "<div>" + "".join(f"<b>{k}</b>" for k in row) + "</div>" for row in rows) + "</div>"
    return (f"<!doctype html><meta charset=utf-8><style>{css(theme, case)}</style><body>{header}"
            f"<div class=chat><div style='margin-top:-{shift}px'>{''.join(chat)}</div></div>{footer}{keys}")


def truth(case):
    return [dict(author=m["author"], text=m["text"]) for m in case["items"] if m.get("text")]


def shoot(case, target):
    css_width, css_height = case.get("viewport", (390, 844))
    scale = case.get("scale", 3)
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "page.html")
        source.write_text(page(case), encoding="utf-8")
        shot = pathlib.Path(folder, "shot.png")
        subprocess.run(
            [os.environ.get("CHROMIUM", "chromium"), "--headless", "--no-sandbox", "--disable-gpu",
             "--hide-scrollbars", f"--force-device-scale-factor={scale}", "--default-background-color=FFFFFFFF",
             f"--window-size={css_width},{css_height}", f"--screenshot={shot}", source.as_uri()],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
        image = Image.open(shot).convert("RGB")
        kind, *quality = case.get("format", "png").split(":")
        name = f"{case['name']}.{kind}"
        if kind == "png":
            image.save(target / name, optimize=True)
        elif kind == "jpg":
            image.save(target / name, quality=int(quality[0]), subsampling=case.get("subsampling", 2))
        elif quality[0] == "lossless":
            image.save(target / name, lossless=True)
        else:
            image.save(target / name, quality=int(quality[0]))
    facts = dict(image=name, contact=case.get("contact", "Alex"), language=case.get("language", "en"),
                 messages=truth(case))
    (target / f"{case['name']}.json").write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main():
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    prefix = sys.argv[2] if len(sys.argv) > 2 else ""
    for case in CASES:
        if case["name"].startswith(prefix):
            case.setdefault("items", CONVERSATIONS[case["talk"]] if "talk" in case else [])
            shoot(case, target)
            print(case["name"])


if __name__ == "__main__":
    main()
