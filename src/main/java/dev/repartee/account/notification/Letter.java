package dev.repartee.account.notification;

import java.util.List;

/** A mail as it is sent: the same in plain text and in HTML. */
record Letter(String to, String subject, String text, String html) {

  private static final String STYLE =
      "font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;max-width:36em";

  static Letter of(Mail mail) {
    return new Letter(mail.to(), mail.subject(), text(mail), html(mail));
  }

  private static String text(Mail mail) {
    StringBuilder text = new StringBuilder();
    mail.before().forEach(paragraph -> text.append(paragraph).append("\n\n"));
    Mail.Link link = mail.link();
    if (link != null) {
      text.append(link.label()).append(":\n").append(link.target()).append("\n\n");
    }
    mail.after().forEach(paragraph -> text.append(paragraph).append("\n\n"));
    return text.toString().stripTrailing() + "\n";
  }

  private static String html(Mail mail) {
    StringBuilder html =
        new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
            .append(escape(mail.subject()))
            .append("</title></head><body><div style=\"")
            .append(STYLE)
            .append("\">");
    paragraphs(html, mail.before());
    Mail.Link link = mail.link();
    if (link != null) {
      String target = escape(link.target().toString());
      html.append("<p><a href=\"").append(target).append("\">").append(escape(link.label()));
      html.append("</a></p><p style=\"font-size:13px;word-break:break-all\">").append(target);
      html.append("</p>");
    }
    paragraphs(html, mail.after());
    return html.append("</div></body></html>").toString();
  }

  private static void paragraphs(StringBuilder html, List<String> paragraphs) {
    paragraphs.forEach(paragraph -> html.append("<p>").append(escape(paragraph)).append("</p>"));
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (char c : text.toCharArray()) {
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
