#!/usr/bin/env python3
"""Renders chat screenshots the way real apps draw them, put together at random from a seed.

    bench/ocr/apps.py OUTPUT_DIRECTORY SEED COUNT [HALF] [APP ...]

HALF is 0 or 1 and takes every second phrase only, so that two sets share no text; APP names restrict the apps.
Needs what render.py needs. Every image NAME.png|jpg|webp comes with NAME.json, in the form of src/test/resources/screenshots.
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

import phrases

# page, bar, bar ink, contact bubble + ink, user bubble + ink, radius, padding, fonts, clock colour contact/user (None: outside), extras
APPS = {
    "whatsapp": dict(page="#efeae2", bar="#008069", bar_ink="#fff", left="#fff", left_ink="#111b21", right="#d9fdd3", right_ink="#111b21",
                     radius=8, pad="6px 9px", fonts=["Roboto", "Noto Sans"], clock="#667781", clock_user="#667781", ticks="#53bdeb",
                     tail="whatsapp", wall="doodles", pill="#fff", box="#fff", foot="transparent", mic="#00a884", shadow=1),
    "whatsapp-dark": dict(page="#0b141a", bar="#1f2c34", bar_ink="#e9edef", left="#1f2c34", left_ink="#e9edef", right="#005c4b",
                          right_ink="#e9edef", radius=8, pad="6px 9px", fonts=["Roboto", "Noto Sans"], clock="#8696a0", clock_user="#99beb7",
                          ticks="#53bdeb", tail="whatsapp", wall="doodles", pill="#182229", box="#1f2c34", foot="transparent", mic="#00a884"),
    "whatsapp-ios": dict(page="#f3ece4", bar="#f6f6f6", bar_ink="#000", left="#fff", left_ink="#000", right="#dcf7c5", right_ink="#000",
                         radius=12, pad="6px 10px", fonts=["Inter", "Liberation Sans"], clock="#8a8a8e", clock_user="#7d8f73", ticks="#3497f9",
                         tail="round", wall="doodles", pill="#fdfbf7", box="#fff", foot="#f6f6f6", box_line="#d0d0d4"),
    "imessage": dict(page="#fff", bar="#f6f6f6", bar_ink="#000", left="#e9e9eb", left_ink="#000", right="#0b84fe", right_ink="#fff",
                     radius=18, pad="8px 13px", fonts=["Inter", "Liberation Sans", "Open Sans"], receipts=1, tail="round", centred=1,
                     box="transparent", box_line="#c8c8cc", foot="#fff", plus=1, page_below=1),
    "imessage-dark": dict(page="#000", bar="#161617", bar_ink="#fff", left="#262628", left_ink="#fff", right="#0b84fe", right_ink="#fff",
                          radius=18, pad="8px 13px", fonts=["Inter", "Liberation Sans"], receipts=1, tail="round", centred=1,
                          box="transparent", box_line="#3a3a3c", foot="#000", plus=1),
    "sms": dict(page="#fff", bar="#f9f9f9", bar_ink="#000", left="#e9e9eb", left_ink="#000", right="#34c759", right_ink="#fff",
                radius=18, pad="8px 13px", fonts=["Inter", "Lato"], receipts=1, tail="round", centred=1, box="transparent",
                box_line="#c8c8cc", foot="#fff", plus=1),
    "telegram": dict(page="linear-gradient(160deg,#dbddbb,#6ba587 35%,#d5d88d 65%,#88b884)", bar="#517da2", bar_ink="#fff", left="#fff",
                     left_ink="#000", right="#effdde", right_ink="#000", radius=14, pad="6px 11px", fonts=["Roboto", "Open Sans"],
                     clock="#8e9196", clock_user="#62ac55", ticks="#62ac55", tail="round", wall="pattern", pill="rgba(60,90,60,.38)",
                     pill_ink="#fff", box="#fff", foot="#fff", flat_box=1),
    "telegram-dark": dict(page="#0e1621", bar="#17212b", bar_ink="#fff", left="#182533", left_ink="#f5f5f5", right="#2b5278", right_ink="#fff",
                          radius=14, pad="6px 11px", fonts=["Roboto", "Open Sans"], clock="#6d7f8f", clock_user="#7da8d3", ticks="#7da8d3",
                          tail="round", wall="pattern", pill="rgba(30,44,58,.9)", pill_ink="#fff", box="#17212b", foot="#17212b", flat_box=1),
    "telegram-night": dict(page="#000", bar="#1c1c1d", bar_ink="#fff", left="#262628", left_ink="#fff",
                           right="linear-gradient(180deg,#a065d8,#4f6bd8)", fixed=1, right_ink="#fff", radius=16, pad="6px 11px",
                           fonts=["Inter", "Noto Sans"], clock="#8d8d92", clock_user="#d9cdf2", ticks="#d9cdf2", tail="round",
                           wall="pattern", pill="rgba(40,40,42,.9)", pill_ink="#fff", box="#101011", foot="#1c1c1d", box_line="#2f2f31"),
    "signal": dict(page="#fff", bar="#fff", bar_ink="#1b1b1b", left="#e9e9e9", left_ink="#1b1b1b", right="#2c6bed", right_ink="#fff",
                   radius=18, pad="7px 12px", fonts=["Roboto", "Inter"], clock="#5e5e5e", clock_user="#c8d9fa", ticks="#c8d9fa",
                   box="#e9e9e9", foot="#fff", plus=1),
    "signal-dark": dict(page="#121212", bar="#121212", bar_ink="#fff", left="#2e2e2e", left_ink="#e9e9e9", right="#3a76f0", right_ink="#fff",
                        radius=18, pad="7px 12px", fonts=["Roboto", "Inter"], clock="#b9b9b9", clock_user="#d0defb", ticks="#d0defb",
                        box="#2e2e2e", foot="#121212", plus=1),
    "messenger": dict(page="#fff", bar="#fff", bar_ink="#000", left="#f0f0f0", left_ink="#050505",
                      right="linear-gradient(180deg,#a033ff,#0078ff)", fixed=1, right_ink="#fff", radius=18, pad="8px 12px",
                      fonts=["Roboto", "Liberation Sans"], avatar=1, box="#f3f3f5", foot="#fff", placeholder="Aa", icons=1, seen=1),
    "messenger-dark": dict(page="#000", bar="#000", bar_ink="#fff", left="#303030", left_ink="#e4e6eb", right="#0084ff", right_ink="#fff",
                           radius=18, pad="8px 12px", fonts=["Roboto", "Liberation Sans"], avatar=1, box="#303030", foot="#000",
                           placeholder="Aa", icons=1, seen=1),
    "instagram-dark": dict(page="#000", bar="#000", bar_ink="#fff", left="#262626", left_ink="#f5f5f5",
                           right="linear-gradient(180deg,#c13bb0,#7d4be0 50%,#3a6af0)", fixed=1, right_ink="#fff", radius=20, pad="9px 14px",
                           fonts=["Roboto", "Inter"], avatar=1, box="#262626", foot="#000", placeholder="Message...", camera="#3797f0"),
    "instagram": dict(page="#fff", bar="#fff", bar_ink="#000", left="#efefef", left_ink="#000", right="#4a5df9", right_ink="#fff",
                      radius=20, pad="9px 14px", fonts=["Roboto", "Inter"], avatar=1, box="transparent", box_line="#dbdbdb", foot="#fff",
                      placeholder="Message...", camera="#3797f0"),
    "android": dict(page="#f7f9fc", bar="#f7f9fc", bar_ink="#1f1f1f", left="#e3e9f2", left_ink="#1f1f1f", right="#0b57d0", right_ink="#fff",
                    radius=20, pad="10px 16px", fonts=["Roboto"], receipts=1, avatar=1, box="#e8edf5", foot="#f7f9fc", plus=1),
    "android-pale": dict(page="#fdfcff", bar="#fdfcff", bar_ink="#1f1f1f", left="#f0f2f7", left_ink="#1f1f1f", right="#d3e3fd",
                         right_ink="#041e49", radius=20, pad="10px 16px", fonts=["Roboto"], receipts=1, box="#f0f2f7", foot="#fdfcff", plus=1),
    "android-dark": dict(page="#131314", bar="#131314", bar_ink="#e3e3e3", left="#303133", left_ink="#e3e3e3", right="#a8c7fa",
                         right_ink="#062e6f", radius=20, pad="10px 16px", fonts=["Roboto"], receipts=1, box="#2a2b2d", foot="#131314", plus=1),
    "tinder": dict(page="#fff", bar="#fff", bar_ink="#21262e", left="#e9ebee", left_ink="#21262e", right="#21a3f7", right_ink="#fff",
                   radius=16, pad="9px 13px", fonts=["Lato", "Open Sans"], avatar=1, hearts=1, box="transparent", box_line="#d4d8de",
                   foot="#fff", placeholder="Type a message", receipts=1),
    "hinge": dict(page="#fff", bar="#fff", bar_ink="#1a1a1a", left="#f3f3f3", left_ink="#1a1a1a", right="#7c2c6d", right_ink="#fff",
                  radius=18, pad="11px 15px", fonts=["Lato", "Noto Sans"], box="transparent", box_line="#cfcfcf", foot="#fff",
                  placeholder="Send a message", receipts=1),
    "bumble": dict(page="#fff", bar="#fff", bar_ink="#1d1d1d", left="#f2f1ed", left_ink="#1d1d1d", right="#ffd84d", right_ink="#1d1d1d",
                   radius=20, pad="10px 15px", fonts=["Open Sans", "Inter"], receipts=1, box="#f2f1ed", foot="#fff", placeholder="Aa"),
}
HELD_OUT = {
    "viber": dict(page="#e7e9ef", bar="#fff", bar_ink="#26252b", left="#fff", left_ink="#26252b", right="#dcd6fb", right_ink="#26252b",
                  radius=13, pad="7px 11px", fonts=["Open Sans"], clock="#8e8ba3", clock_user="#8c82c4", ticks="#7360f2", avatar=1,
                  box="transparent", foot="#fff", flat_box=1),
    "line": dict(page="#8cabd9", bar="#8cabd9", bar_ink="#000", left="#fff", left_ink="#000", right="#8de055", right_ink="#000", radius=15,
                 pad="8px 12px", fonts=["Noto Sans"], avatar=1, outside="#4c5f7d", box="#f2f3f5", foot="#fff", placeholder="Aa", icons=1),
    "slate": dict(page="linear-gradient(180deg,#20242c,#12141a)", bar="#20242c", bar_ink="#eee", left="#313745", left_ink="#eceef2",
                  right="#5865f2", right_ink="#fff", radius=12, pad="8px 12px", fonts=["Cantarell", "Lato"], receipts=1, box="#2a2f3a",
                  foot="#12141a"),
    "rose": dict(page="#fff7f8", bar="#fff", bar_ink="#e0245e", left="#fff", left_ink="#222", right="#fde3e8", right_ink="#222", radius=17,
                 pad="9px 14px", fonts=["Lato", "Roboto"], left_line="#f0d5da", box="#fff", box_line="#f0d5da", foot="#fff7f8", receipts=1),
}
DOODLES = ("<svg xmlns='http://www.w3.org/2000/svg' width='{s}' height='{s}' viewBox='0 0 120 120'><g fill='none' stroke='{c}' stroke-width='{w}'>"
           "<circle cx='20' cy='20' r='10'/><path d='M58 10l11 11 11-11v20H58zM8 70c9-16 18 16 28 0s14-8 14-8M96 20l6 12h12l-9 8 4 12-13-7"
           "-12 7 4-12-9-8h12z'/><rect x='62' y='62' width='24' height='17' rx='5'/><path d='M20 95l9-9 9 9-9 9zM98 88a8 8 0 1 1 8 8v10M66 98h14"
           "M70 104h8M50 44q8-10 16 0t16 0'/><circle cx='44' cy='112' r='4'/><circle cx='104' cy='64' r='7'/></g></svg>")
VIEWPORTS = {"phone": [(360, 780, 2), (360, 800, 3), (375, 812, 2), (375, 812, 3), (390, 844, 3), (393, 852, 3), (412, 915, 2), (412, 915, 2.625),
                       (412, 892, 3.5), (430, 932, 2.5)],
             "desktop": [(760, 900, 1), (900, 820, 1), (1100, 850, 1), (820, 1000, 1.25)]}


def wallpaper(kind, page, rng):
    dark = page.startswith("#0") or page == "#000"
    strength = rng.choice([.05, .08, .12]) if kind == "doodles" else rng.choice([.06, .1, .16])
    ink = f"rgba(255,255,255,{strength})" if dark else f"rgba(0,0,0,{strength})"
    svg = DOODLES.format(c=ink, s=rng.choice([110, 140, 190]), w=rng.choice([1.5, 2, 2.6])).replace("#", "%23").replace("<", "%3C").replace(">", "%3E")
    return f'url("data:image/svg+xml,{svg}"),' + (page if "gradient" in page else f"linear-gradient({page},{page})")


def line(box_line):
    return f"1px solid {box_line}" if box_line else "0"


def css(a, c):
    size = c["size"]
    return f"""
*{{box-sizing:border-box;margin:0}} html,body{{height:100%;overflow:hidden}}
body{{font:{size}px/{c['leading']} '{c['font']}','Noto Color Emoji',sans-serif;background:{c['page']};color:{a['left_ink']};
 display:flex;flex-direction:column}}
.bar{{background:{a['bar']};color:{a['bar_ink']};border-bottom:{'1px solid rgba(128,128,128,.3)' if c['header_line'] else '0'};padding:10px 12px;z-index:3;position:relative}}
.status{{display:flex;justify-content:space-between;font-size:14px;font-weight:600;padding:0 12px 10px}}
.status b{{display:inline-block;width:24px;height:11px;border:1px solid;border-radius:3px;background:linear-gradient(90deg,currentColor 70%,transparent 70%)}}
.who{{display:flex;gap:10px;align-items:center;font-weight:600;font-size:17px}} .who i{{margin-left:auto;font-style:normal;display:flex;gap:18px}}
.who.centred{{flex-direction:column;gap:2px;font-size:12px;font-weight:400}} .who small{{font-weight:400;font-size:12px;opacity:.7;display:block}}
.face{{width:36px;height:36px;border-radius:50%;background:{c['face']};color:#fff;display:grid;place-items:center;font-size:15px;flex:none}}
.chat{{flex:1;padding:8px {c['inset']}px;overflow:hidden;position:relative;display:flex;flex-direction:column;justify-content:{c['from']}}}
.row{{display:flex;margin-top:{c['gap']}px;align-items:flex-end;gap:6px}} .row.user{{justify-content:flex-end}} .row.tight{{margin-top:2px}}
.face.small{{width:28px;height:28px;font-size:12px}} .face.none{{visibility:hidden}}
.bubble{{position:relative;max-width:{c['max']}%;padding:{a['pad']};border-radius:{a['radius']}px;overflow-wrap:anywhere;
 box-shadow:{'0 1px .5px rgba(11,20,26,.13)' if a.get('shadow') else 'none'}}}
.contact .bubble{{background:{a['left']};color:{a['left_ink']};border:{line(a.get('left_line'))}}}
.user .bubble{{background:{a['right']};color:{a['right_ink']};background-attachment:{'fixed' if a.get('fixed') else 'scroll'}}}
.bare{{background:none!important;box-shadow:none!important;font-size:2.6em;padding:0 4px;border:0!important}} .bare:after{{display:none}}
.round.tail:after{{content:'';position:absolute;bottom:0;width:16px;height:15px;z-index:-1}}
.user .round.tail:after{{right:-6px;background:radial-gradient(circle at 100% 0,transparent 12px,{a['right'] if '#' == a['right'][0] else 'transparent'} 12.5px)}}
.contact .round.tail:after{{left:-6px;background:radial-gradient(circle at 0 0,transparent 12px,{a['left']} 12.5px)}}
.whatsapp.tail:after{{content:'';position:absolute;top:0;border:9px solid transparent;border-bottom:0}}
.user .whatsapp.tail{{border-top-right-radius:0}} .user .whatsapp.tail:after{{right:-8px;border-top:12px solid {a['right']}}}
.contact .whatsapp.tail{{border-top-left-radius:0}} .contact .whatsapp.tail:after{{left:-8px;border-top:12px solid {a['left']}}}
.clock{{font-size:11px;float:right;margin:.65em 0 -.25em .8em;white-space:nowrap;color:{a.get('clock')};line-height:1.2}}
.user .clock{{color:{a.get('clock_user')}}} .clock i{{font-style:normal;color:{a.get('ticks')}}}
.beside{{font-size:11px;color:{a.get('outside')};align-self:flex-end}}
.name{{font-size:.82em;font-weight:600;display:block;line-height:1.4}} .above{{font-size:12px;color:#8a8a8e;margin:4px 0 1px 14px}}
.quote{{border-left:4px solid {c['accent']};background:{c['quote']};border-radius:6px;padding:4px 8px;font-size:.86em;margin:-1px -3px 4px;display:block;line-height:1.3}}
.quote b{{display:block;color:{c['accent']}}}
.photo{{display:block;border-radius:{max(5, a['radius'] - 4)}px;width:{c['photo'][0]}px;height:{c['photo'][1]}px;margin:-2px -5px 4px;background:{c['picture']};max-width:calc(100% + 10px)}}
.card{{display:block;margin:-2px -4px 5px;border-radius:6px;background:{c['quote']};font-size:.84em;overflow:hidden}} .card u{{display:block;height:90px;background:{c['picture']}}}
.card b,.card s{{display:block;padding:3px 8px;text-decoration:none}}
.badge{{position:absolute;background:{c['badge_fill']};border:2px solid {c['badge_ring']};border-radius:13px;font-size:13px;padding:1px 5px;line-height:1.35;color:#777;white-space:nowrap}}
.badge.low{{bottom:-14px}} .user .badge.low{{right:12px}} .contact .badge.low{{left:12px}}
.badge.top{{top:-15px}} .user .badge.top{{left:-12px}} .contact .badge.top{{right:-12px}}
.gaplow{{margin-bottom:13px}} .gaptop{{margin-top:14px}}
.pill{{align-self:center;margin:8px auto;font-size:12.5px;padding:4px 11px;border-radius:9px;text-align:center;background:{a.get('pill', 'transparent')};
 color:{a.get('pill_ink', '#7a7a80')};max-width:84%;box-shadow:{'0 1px .5px rgba(11,20,26,.13)' if a.get('shadow') else 'none'}}}
.divider{{margin:8px -{c['inset']}px;background:rgba(128,128,128,.17);text-align:center;font-size:13px;padding:5px;color:#808088}}
.receipt{{text-align:right;font-size:11px;color:#8a8a8e;margin:3px 5px 0;font-weight:600}} .seen{{width:15px;height:15px;border-radius:50%;background:{c['face']};align-self:flex-end;margin-top:3px}}
.voice{{display:flex;gap:2.5px;align-items:center;height:32px}} .voice s{{width:3px;border-radius:2px;background:currentColor;opacity:.6}}
.voice u{{border:8px solid transparent;border-left:13px solid currentColor;border-right:0;margin-right:7px}} .voice small{{margin-left:8px;font-size:11px;opacity:.7}}
.typing{{display:flex;gap:4px;padding:7px 1px}} .typing s{{width:8px;height:8px;border-radius:50%;background:#98989e}}
.heart{{align-self:center;color:#c5c9d0;font-size:15px}}
a{{color:{c['link']};text-decoration:{c['underline']}}} .user a{{color:{'inherit' if a['right_ink'] == '#fff' else c['link']};text-decoration:underline}}
.down{{position:absolute;right:12px;bottom:12px;width:38px;height:38px;border-radius:50%;background:{c['down']};color:#888;display:grid;place-items:center;
 box-shadow:0 1px 4px rgba(0,0,0,.3);font-size:18px;z-index:2}} .down b{{position:absolute;top:-6px;background:#25d366;color:#fff;font-size:11px;border-radius:9px;padding:0 6px}}
.input{{display:flex;gap:8px;align-items:center;padding:7px {c['foot_pad']}px {c['foot_low']}px;background:{a['foot']};color:#8a8a8e;z-index:2}}
.box{{flex:1;border-radius:{0 if a.get('flat_box') else 20}px;padding:7px 14px;border:{line(a.get('box_line'))};background:{a['box']};display:flex;justify-content:space-between;align-items:center}}
.box em{{width:17px;height:17px;border:2px solid;border-radius:50%}}
.mic{{width:40px;height:40px;border-radius:50%;background:{a.get('mic', a.get('camera', '#888'))};flex:none;display:grid;place-items:center;color:#fff}}
.plus{{width:32px;height:32px;border-radius:50%;background:rgba(128,128,128,.2);display:grid;place-items:center;font-size:20px;flex:none}}
.keys{{background:{c['keys'][0]};padding:6px 3px 30px;z-index:2}} .keys div{{display:flex;justify-content:center;gap:5px;margin-top:9px}}
.keys b{{flex:0 1 33px;height:41px;border-radius:5px;background:{c['keys'][1]};font-weight:400;display:grid;place-items:center;color:{c['keys'][2]};font-size:20px}}
.keys b.wide{{flex:0 1 190px;font-size:15px}} .hints{{display:flex;justify-content:space-around;color:{c['keys'][2]};font-size:15px;padding:4px}}
.home{{position:absolute;bottom:6px;left:50%;width:130px;height:4px;margin-left:-65px;border-radius:2px;background:{a['bar_ink'] if a['bar_ink'] != '#fff' or a['page'][:2] == '#0' else '#000'};z-index:5}}
"""


PICTURES = ["linear-gradient(170deg,transparent 60%,#5a8f4e 60%),linear-gradient(160deg,transparent 45%,#dfe6c0 45%),#79b6e8",
            "radial-gradient(circle at 30% 40%,#f6d365 0 22%,transparent 23%),linear-gradient(135deg,#fda085,#5f2c82)",
            "repeating-linear-gradient(60deg,#6b4f3a 0 14px,#8d6b4f 14px 30px)",
            "linear-gradient(0deg,#21303c 40%,transparent 40%),radial-gradient(circle at 70% 30%,#fff 0 8%,transparent 9%),linear-gradient(#1b2f4b,#b8678a)"]


def conversation(a, c, rng):
    lang, half = c["language"], c["half"]

    def part(values):
        return values[half::2] if half is not None else values

    def said():
        kind = rng.random()
        if kind < .22:
            return rng.choice(part(phrases.SHORT[lang]))
        if kind < .32:
            return rng.choice(part(phrases.NUMBERS))
        return rng.choice(part(phrases.LONG[lang])) if kind > .78 else rng.choice(part(phrases.MIDDLE[lang]))

    words = phrases.WORDS[lang]
    items = [dict(pill=rng.choice([words[0], words[1], "12/03/2025", "Tue, 4 Mar at 18:20"]))] if rng.random() < .7 else []
    if a.get("pill") and rng.random() < .2:
        items.insert(0, dict(pill="🔒 Messages and calls are end-to-end encrypted. No one outside of this chat can read them."))
    author = rng.choice(["contact", "user"])
    group = [n for n in rng.sample(phrases.NAMES, 3)] if rng.random() < .15 and not a.get("right_line") else None
    colours = dict(zip(group or [], ["#06cf9c", "#e542a3", "#ff8a3c"]))
    minute, last_texts = rng.randint(0, 30), []
    for i in range(rng.randint(5, 11)):
        m = dict(author=author, text=said(), clock=f"{c['hour']}:{minute:02d}{c['ampm']}")
        minute = min(59, minute + rng.randint(0, 4))
        special = rng.random()
        if special < .05:
            m.update(text="", photo=1)
        elif special < .08:
            m.update(photo=1)
        elif special < .12:
            m.update(text="", voice=rng.randint(1, 99))
        elif special < .17:
            m.update(text="", bare="".join(rng.sample(phrases.EMOJI, rng.randint(1, 3))))
        elif special < .27:
            m.update(shown=m["text"] + " " + "".join(rng.sample(phrases.EMOJI, rng.randint(1, 3))))
        elif special < .3:
            first, *rest = m["text"].split(" ")
            m.update(shown=" ".join([first, rng.choice(phrases.EMOJI)] + rest))
        elif special < .38 and last_texts:
            m.update(quote=(rng.choice(phrases.NAMES), rng.choice(last_texts)[:60]))
        elif special < .41 and a.get("clock"):
            m.update(text="https://example.org/n/" + str(rng.randint(10, 9999)), card=1)
        if rng.random() < .1 and m["text"] and not m.get("bare"):
            m.update(badge=rng.choice(phrases.EMOJI) + rng.choice(["", "", " 2"]), where="top" if a.get("centred") else "low")
        if group and author == "contact":
            m.update(name=rng.choice(group))
            m.update(ink=colours[m["name"]])
        if m["text"]:
            last_texts.append(m["text"])
        items.append(m)
        if rng.random() < .05:
            items.append(dict(pill=rng.choice([words[0], words[3]])))
        if rng.random() < .03:
            items.append(dict(divider=words[2]))
        if a.get("receipts") and author == "user" and rng.random() < .12:
            items.append(dict(receipt=words[6] + " 18:31"))
        if rng.random() < .6:
            author = "user" if author == "contact" else "contact"
    if a.get("receipts") and items[-1].get("author") == "user":
        items.append(dict(receipt=words[5]))
    if a.get("seen") and items[-1].get("author") == "user":
        items.append(dict(seen=1))
    if rng.random() < .08:
        items.append(dict(author="contact", text="", typing=1, clock=""))
    return items


def bubble(m, a, c, first, last):
    out, esc = [], html.escape
    if m.get("name") and first and not a.get("avatar"):
        out.append(f"<span class=name style='color:{m['ink']}'>{esc(m['name'])}</span>")
    if m.get("quote"):
        out.append(f"<span class=quote><b>{esc(m['quote'][0])}</b>{esc(m['quote'][1])}</span>")
    if m.get("photo"):
        out.append("<span class=photo></span>")
    if m.get("card"):
        out.append("<span class=card><u></u><b>The ten best trails</b><s>example.org</s></span>")
    if m.get("voice"):
        rng = random.Random(m["voice"])
        bars = "".join(f"<s style='height:{rng.randint(4, 26)}px'></s>" for _ in range(26))
        out.append(f"<span class=voice><u></u>{bars}<small>0:{m['voice'] % 50 + 10}</small></span>")
    if m.get("typing"):
        out.append("<span class=typing><s></s><s></s><s></s></span>")
    text = esc(m.get("bare") or m.get("shown", m["text"]))
    for word in text.split(" "):
        if word.startswith(("www.", "https://")):
            text = text.replace(word, f"<a>{word}</a>")
    clock = ""
    if a.get("clock") and not m.get("typing") and not m.get("bare"):
        ticks = f" <i>{c['tick']}</i>" if m["author"] == "user" else ""
        clock = f"<span class=clock>{m['clock']}{ticks}</span>"
    out.append(text + clock)
    if m.get("badge"):
        out.append(f"<span class='badge {m['where']}'>{m['badge']}</span>")
    edge = first if a.get("tail") == "whatsapp" else last
    classes = ["bubble", a.get("tail", "")] + (["tail"] if c["tails"] and edge else []) + (["bare"] if m.get("bare") else [])
    return f"<div class='{' '.join(classes)}'>{''.join(out)}</div>"


def page(a, c, items):
    chat, esc = [], html.escape
    for i, m in enumerate(items):
        for kind in ("pill", "divider", "receipt", "seen"):
            if kind in m:
                chat.append(f"<div class={kind}>{'' if kind == 'seen' else esc(m[kind])}</div>")
        if "author" not in m:
            continue
        before, after = items[i - 1] if i else {}, items[i + 1] if i + 1 < len(items) else {}
        same = lambda other: other.get("author") == m["author"] and other.get("name") == m.get("name")
        first, last = not same(before), not same(after)
        face = ""
        if a.get("avatar") and m["author"] == "contact":
            face = f"<div class='face small{'' if last else ' none'}'>{(m.get('name') or c['contact'])[0]}</div>"
            if m.get("name") and first:
                chat.append(f"<div class=above style='margin-left:{c['inset'] + 40}px'>{esc(m['name'])}</div>")
        aside = "<div class=heart>♡</div>" if a.get("hearts") and m["author"] == "contact" else ""
        beside = f"<div class=beside>{m['clock']}</div>" if a.get("outside") else ""
        classes = m["author"] + (" tight" if same(before) and not before.get("badge") else "") + (
            f" gap{m['where']}" if m.get("badge") else "")
        inner = bubble(m, a, c, first, last)
        chat.append(f"<div class='row {classes}'>{face}{beside if m['author'] == 'user' else ''}{inner}"
                    f"{beside if m['author'] == 'contact' else ''}{aside}</div>")
    words = phrases.WORDS[c["language"]]
    status = "<div class=status><span>9:41</span><span>5G <b></b></span></div>" if c["status"] else ""
    centred = a.get("centred")
    icons = "" if centred else "<i><span>✆</span><span>⋮</span></i>"
    who = f"<div class='who{' centred' if centred else ''}'>{'' if centred else '<span>‹</span>'}<span class=face>{c['contact'][0]}</span>" \
          f"<span>{esc(c['contact'])}{'' if centred else '<small>' + words[7] + '</small>'}</span>{icons}</div>"
    down = f"<div class=down>⌄{'<b>3</b>' if c['down_count'] else ''}</div>" if c["scroll_button"] else ""
    placeholder = a.get("placeholder", words[4])
    plus = "<div class=plus>+</div>" if a.get("plus") else ""
    mic = f"<div class=mic>{'●' if a.get('mic') else ''}</div>" if a.get("mic") or a.get("camera") else ""
    side = "<span>☺</span><span>👍</span>" if a.get("icons") else ""
    foot = f"<div class=input>{plus if not a.get('camera') else mic}<div class=box><span>{placeholder}</span><em></em></div>" \
           f"{mic if a.get('mic') else ''}{side}</div>"
    keys = ""
    if c["keyboard"]:
        rows = "".join("<div>" + "".join(f"<b>{k}</b>" for k in row) + "</div>" for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm"))
        keys = f"<div class=keys><div class=hints><span>I</span><span>the</span><span>I'm</span></div>{rows}<div><b>123</b><b class=wide>space</b><b>↵</b></div></div>"
    home = "<div class=home></div>" if c["home"] and not c["keyboard"] else ""
    return (f"<!doctype html><meta charset=utf-8><style>{css(a, c)}</style><body><div class=bar>{status}{who}</div>"
            f"<div class=chat>{''.join(chat)}{down}</div>{foot}{keys}{home}"
            # Messages that do not fit whole are taken out, so that the truth holds; the page says which were kept.
            "<script>const chat=document.querySelector('.chat'),low=chat.getBoundingClientRect();"
            "for(;;){const kids=[...chat.children].filter(k=>!k.matches('.down'));if(!kids.length)break;"
            "if(kids.at(-1).getBoundingClientRect().bottom+16<=low.bottom&&kids[0].getBoundingClientRect().top>=low.top)break;kids.at(-1).remove()}"
            "document.title=[...chat.querySelectorAll('.row')].length</script>")


def choose(name, a, rng, half):
    kind = "desktop" if rng.random() < .12 and not name.startswith(("tinder", "hinge", "bumble")) else "phone"
    width, height, scale = rng.choice(VIEWPORTS[kind])
    language = rng.choice(["en"] * 5 + ["de", "fr", "es", "it", "pt"])
    dark = a["page"][:2] in ("#0", "#1") or a["page"].startswith("linear-gradient(180deg,#2")
    form = rng.choice(["png"] * 5 + ["jpg:60", "jpg:70", "jpg:80", "jpg:90", "webp:75", "webp:90"])
    keyboard = kind == "phone" and rng.random() < .15
    if a.get("wall"):
        background = wallpaper(a["wall"], a["page"], rng) if rng.random() < .8 else a["page"]
    else:
        background = a["page"]
    return dict(viewport=(width, height), scale=scale, format=form, language=language, half=half, size=rng.choice([14, 15, 16, 16, 17, 19]),
                leading=rng.choice([1.25, 1.3, 1.4]), font=rng.choice(a["fonts"]), page=background, inset=rng.choice([8, 10, 12, 16]),
                gap=rng.choice([6, 8, 11]), max=rng.choice([70, 76, 80]) if kind == "phone" else rng.choice([55, 65]),
                header_line=rng.random() < .6, face=rng.choice(["#99aaaa", "#c77dba", "#e39b5b", "#5b8de3"]), accent=rng.choice(["#1f8fc0", "#c2417c", "#53bdeb"]),
                quote="rgba(255,255,255,.1)" if dark else "rgba(0,0,0,.06)", photo=rng.choice([(220, 150), (180, 220), (240, 130)]),
                picture=rng.choice(PICTURES), badge_fill="#2a2f33" if dark else "#fff", badge_ring=a["page"] if a["page"][0] == "#" else "#ccc",
                link="#53bdeb" if dark else "#0a66c2", underline=rng.choice(["none", "underline"]), down="#1f2c34" if dark else "#fff",
                foot_pad=rng.choice([8, 12]), foot_low=rng.choice([8, 22, 30]), keys=("#2b2b2d", "#6b6b6d", "#fff") if dark else ("#d1d4da", "#fff", "#000"),
                keyboard=keyboard, status=kind == "phone" and rng.random() < .92, home=kind == "phone" and rng.random() < .5,
                scroll_button=rng.random() < .1, down_count=rng.random() < .5, tick=rng.choice(["✓✓", "✓"]), tails=rng.random() < .7,
                hour=rng.choice([7, 9, 12, 18, 21]), ampm=rng.choice(["", "", " PM", " am"]), contact=rng.choice(phrases.NAMES),
                subsampling=rng.choice([0, 2, 2]), **{"from": rng.choice(["flex-start", "flex-start", "flex-end"])})


def shoot(name, a, c, items, target):
    (width, height), scale = c["viewport"], c["scale"]
    chromium = [os.environ.get("CHROMIUM", "chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                f"--force-device-scale-factor={scale}", f"--window-size={width},{height}"]
    with tempfile.TemporaryDirectory() as folder:
        source, shot = pathlib.Path(folder, "page.html"), pathlib.Path(folder, "shot.png")
        source.write_text(page(a, c, items), encoding="utf-8")
        quiet = dict(check=True, stderr=subprocess.DEVNULL, timeout=60)
        subprocess.run(chromium + [f"--screenshot={shot}", source.as_uri()], stdout=subprocess.DEVNULL, **quiet)
        dom = subprocess.run(chromium + ["--dump-dom", source.as_uri()], stdout=subprocess.PIPE, **quiet).stdout.decode()
        kept = int(dom.split("<title>")[1].split("<")[0])
        image = Image.open(shot).convert("RGB")
        kind, *quality = c["format"].split(":")
        file = f"{name}.{kind}"
        options = dict(optimize=True) if kind == "png" else dict(quality=int(quality[0]))
        image.save(target / file, **options, **(dict(subsampling=c["subsampling"]) if kind == "jpg" else {}))
    rows = [m for m in items if "author" in m][:kept]
    facts = dict(image=file, contact=c["contact"], language=c["language"],
                 messages=[dict(author=m["author"], text=m["text"]) for m in rows if m["text"]])
    (target / f"{name}.json").write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main():
    target, seed, count = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    half = int(sys.argv[4]) if len(sys.argv) > 4 else None
    apps = {**APPS, **HELD_OUT}
    names = sys.argv[5:] or list(APPS)
    target.mkdir(parents=True, exist_ok=True)
    for i in range(count):
        rng = random.Random(seed * 10_000 + i)
        app = names[i % len(names)]
        c = choose(app, apps[app], rng, half)
        shoot(f"{i:03d}-{app}", apps[app], c, conversation(apps[app], c, rng), target)


if __name__ == "__main__":
    main()
