package dev.repartee.foundation.batch;

import dev.repartee.foundation.data.Retention;
import dev.repartee.foundation.security.Encryption;
import dev.repartee.foundation.security.SealedRows;
import jakarta.enterprise.inject.Instance;
import java.util.List;

/** Sealed rows, walked as what is to be removed is walked; here nothing is removed. */
final class SealedWalk implements Retention {

  private final SealedRows rows;
  private final byte[] header;

  private SealedWalk(SealedRows rows, byte[] header) {
    this.rows = rows;
    this.header = header;
  }

  /** None when there is no previous key. */
  static List<Retention> of(Instance<SealedRows> rows, Encryption encryption) {
    return encryption
        .previousHeader()
        .map(header -> rows.stream().<Retention>map(each -> new SealedWalk(each, header)).toList())
        .orElse(List.of());
  }

  @Override
  public String name() {
    return rows.name();
  }

  @Override
  public List<String> due(String after, int most) {
    return rows.under(header, after, most);
  }

  @Override
  public void remove(List<String> keys) {
    rows.rewrap(keys);
  }
}
