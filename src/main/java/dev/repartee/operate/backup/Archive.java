package dev.repartee.operate.backup;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * How a backup is laid out, before it is deflated and sealed: a head with the changes of the schema
 * and the tables; for each table its rows as {@code COPY} writes them, in chunks with their length
 * before them and a zero at the end, then their number and the SHA-256 of their text; the
 * sequences; and a word at the end.
 */
final class Archive {

  private static final String FORMAT = "repartee-backup-1";
  private static final String END = "end";
  private static final int CHUNK = 64 * 1024;
  private static final int LARGEST_CHUNK = 1024 * 1024;
  private static final int MANY = 100_000;

  /** What stands in front. */
  record Head(List<String> changes, List<Table> tables) {}

  private Archive() {}

  static void writeHead(DataOutputStream out, List<String> changes, List<Table> tables)
      throws IOException {
    out.writeUTF(FORMAT);
    writeTexts(out, changes);
    out.writeInt(tables.size());
    for (Table table : tables) {
      out.writeUTF(table.name());
      writeTexts(out, table.columns());
    }
  }

  static Head readHead(DataInputStream in) throws IOException {
    if (!in.readUTF().equals(FORMAT)) {
      throw new BackupRefused("the backup is in a format that this version does not know");
    }
    List<String> changes = readTexts(in);
    List<Table> tables = new ArrayList<>();
    for (int left = count(in); left > 0; left--) {
      tables.add(new Table(in.readUTF(), readTexts(in)));
    }
    return new Head(changes, tables);
  }

  static void writeTail(DataOutputStream out, Map<String, Long> sequences) throws IOException {
    out.writeInt(sequences.size());
    for (Map.Entry<String, Long> sequence : sequences.entrySet()) {
      out.writeUTF(sequence.getKey());
      out.writeLong(sequence.getValue());
    }
    out.writeUTF(END);
  }

  /** The sequences; reads on to the very end, which proves that nothing was cut off. */
  static Map<String, Long> readTail(DataInputStream in) throws IOException {
    Map<String, Long> sequences = new LinkedHashMap<>();
    for (int left = count(in); left > 0; left--) {
      sequences.put(in.readUTF(), in.readLong());
    }
    if (!in.readUTF().equals(END) || in.read() >= 0) {
      throw new BackupRefused("the backup does not end where it should");
    }
    return sequences;
  }

  private static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      out.writeUTF(text);
    }
  }

  private static List<String> readTexts(DataInputStream in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int left = count(in); left > 0; left--) {
      texts.add(in.readUTF());
    }
    return texts;
  }

  private static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MANY) {
      throw new BackupRefused("the backup is damaged");
    }
    return count;
  }

  /** Takes rows and writes them as chunks; closing it writes the end of the table. */
  static final class Chunks extends OutputStream {

    private final DataOutputStream out;
    private final LongConsumer written;
    private final byte[] buffer = new byte[CHUNK];
    private int filled;

    Chunks(DataOutputStream out, LongConsumer written) {
      this.out = out;
      this.written = written;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int from = offset;
      int left = length;
      while (left > 0) {
        int some = Math.min(left, CHUNK - filled);
        System.arraycopy(bytes, from, buffer, filled, some);
        filled += some;
        from += some;
        left -= some;
        if (filled == CHUNK) {
          send();
        }
      }
    }

    private void send() throws IOException {
      if (filled > 0) {
        out.writeInt(filled);
        out.write(buffer, 0, filled);
        written.accept(filled);
        filled = 0;
      }
    }

    @Override
    public void close() throws IOException {
      send();
      out.writeInt(0);
    }
  }

  /** Gives the rows of one table, out of their chunks. */
  static final class Rows extends FilterInputStream {

    private final DataInputStream chunks;
    private int left;
    private boolean ended;

    Rows(DataInputStream in) {
      super(in);
      this.chunks = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
      if (left == 0 && !ended) {
        left = chunks.readInt();
        if (left < 0 || left > LARGEST_CHUNK) {
          throw new BackupRefused("the backup is damaged");
        }
        ended = left == 0;
      }
      if (ended) {
        return -1;
      }
      int some = chunks.read(into, offset, Math.min(most, left));
      if (some < 0) {
        throw new EOFException();
      }
      left -= some;
      return some;
    }

    @Override
    public void close() {} // the next table follows
  }
}
