package dev.repartee.foundation.outbound;

import dev.repartee.foundation.outbound.OutboundRefused.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Reads one answer of HTTP/1.1 (RFC 9112), strictly and within bounds. */
final class AnswerReader {

  private static final int LONGEST_HEAD = 64 * 1024;
  private static final int MOST_INTERIM = 10;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");
  private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)");
  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
  private static final Pattern CHUNK = Pattern.compile("([0-9a-fA-F]{1,8})\\s*(;.*)?");

  private final InputStream in;
  private final int largest;
  private int headLeft = LONGEST_HEAD;

  AnswerReader(InputStream in, int largest) {
    this.in = in;
    this.largest = largest;
  }

  OutboundAnswer read(String method, URI uri) throws IOException {
    for (int i = 0; i < MOST_INTERIM; i++) {
      Matcher line = STATUS.matcher(line());
      if (!line.matches()) {
        throw new OutboundRefused(Reason.MALFORMED);
      }
      int status = Integer.parseInt(line.group(1));
      Map<String, List<String>> headers = headers();
      if (status >= 200) {
        boolean bare = method.equals("HEAD") || status == 204 || status == 304;
        byte[] body = bare ? new byte[0] : unpacked(headers, body(headers));
        return new OutboundAnswer(status, uri, headers, body);
      }
    }
    throw new OutboundRefused(Reason.MALFORMED);
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      Matcher header = HEADER.matcher(line);
      if (!header.matches()) {
        throw new OutboundRefused(Reason.MALFORMED);
      }
      headers
          .computeIfAbsent(header.group(1).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(header.group(2).strip());
    }
    return headers;
  }

  private byte[] body(Map<String, List<String>> headers) throws IOException {
    List<String> codings = headers.getOrDefault("transfer-encoding", List.of());
    List<String> lengths = headers.getOrDefault("content-length", List.of());
    if (!codings.isEmpty()) {
      if (!lengths.isEmpty() || codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
        throw new OutboundRefused(Reason.MALFORMED);
      }
      return chunked();
    }
    if (lengths.isEmpty()) {
      return bounded(in);
    }
    String length = lengths.get(0);
    if (!LENGTH.matcher(length).matches() || lengths.stream().anyMatch(l -> !l.equals(length))) {
      throw new OutboundRefused(Reason.MALFORMED);
    }
    if (Long.parseLong(length) > largest) {
      throw new OutboundRefused(Reason.TOO_LARGE);
    }
    return exactly(Integer.parseInt(length));
  }

  private byte[] chunked() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      headLeft = LONGEST_HEAD;
      Matcher chunk = CHUNK.matcher(line());
      if (!chunk.matches()) {
        throw new OutboundRefused(Reason.MALFORMED);
      }
      long size = Long.parseLong(chunk.group(1), 16);
      if (body.size() + size > largest) {
        throw new OutboundRefused(Reason.TOO_LARGE);
      }
      if (size == 0) {
        headers(); // trailers, which nobody reads
        return body.toByteArray();
      }
      body.writeBytes(exactly((int) size));
      if (!line().isEmpty()) {
        throw new OutboundRefused(Reason.MALFORMED);
      }
    }
  }

  private byte[] unpacked(Map<String, List<String>> headers, byte[] body) throws IOException {
    String coding = String.join(",", headers.getOrDefault("content-encoding", List.of())).strip();
    if (coding.isEmpty() || coding.equalsIgnoreCase("identity") || body.length == 0) {
      return body;
    }
    if (!coding.equalsIgnoreCase("gzip")) {
      throw new OutboundRefused(Reason.MALFORMED);
    }
    try (InputStream packed = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return bounded(packed);
    } catch (EOFException | java.util.zip.ZipException e) {
      throw new OutboundRefused(Reason.MALFORMED);
    }
  }

  private byte[] bounded(InputStream from) throws IOException {
    byte[] all = from.readNBytes(largest + 1);
    if (all.length > largest) {
      throw new OutboundRefused(Reason.TOO_LARGE);
    }
    return all;
  }

  private byte[] exactly(int length) throws IOException {
    byte[] all = in.readNBytes(length);
    if (all.length < length) {
      throw new EOFException("The answer ended early");
    }
    return all;
  }

  /** A line without its end; a bare CR in it, or too many lines, end the call. */
  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("The answer ended early");
      }
      headLeft--;
      if (headLeft < 0) {
        throw new OutboundRefused(Reason.TOO_LARGE);
      }
      line.write(b);
    }
    headLeft--;
    String text = line.toString(StandardCharsets.ISO_8859_1);
    String bare = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    if (bare.indexOf('\r') >= 0 || bare.indexOf('\0') >= 0) {
      throw new OutboundRefused(Reason.MALFORMED);
    }
    return bare;
  }
}
