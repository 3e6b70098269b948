// What one pass over the grouped ratings counts: joined from all partitions into RatingTable.
package lacuna.ratings;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Counts, ranges and exact sums by part, fingerprints, and repeated pairs. Joining is exact and in
 * any order, so the result depends on the ratings alone.
 */
final class Tally implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long SECOND = 0x6C6163756E61L;
  private static final int PARTS = Part.values().length;

  private final PartSums[] sums = new PartSums[PARTS];
  private final long[] fingerprint = new long[2];
  private final long[] splitFingerprint = new long[2];
  private RepeatedPair.Found repeated = RepeatedPair.Found.NONE;

  Tally() {
    Arrays.setAll(sums, part -> new PartSums());
  }

  /** Counts all ratings of some columns. */
  static Tally of(RatingColumns columns, Ids users, Ids items) {
    Tally tally = new Tally();
    tally.repeated = columns.repeated();
    int[] user = columns.user();
    int[] item = columns.item();
    float[] rating = columns.rating();
    float[] weight = columns.weight();
    byte[] part = columns.part();
    long[] userHash = users.hashes();
    long[] itemHash = items.hashes();
    long first = 0;
    long second = 0;
    long firstSplit = 0;
    long secondSplit = 0;
    for (int k = 0; k < rating.length; k++) {
      float value = rating[k];
      int p = part[k];
      tally.sums[p].add(value);
      float itsWeight = weight == null ? 1 : weight[k];
      long values =
          (long) Float.floatToIntBits(value) << 32 | Float.floatToIntBits(itsWeight) & 0xFFFFFFFFL;
      long hash = Hash64.join(Hash64.join(userHash[user[k]], itemHash[item[k]]), values);
      first += hash;
      second += Hash64.join(hash, SECOND);
      long split = Hash64.join(hash, p);
      firstSplit += split;
      secondSplit += Hash64.join(split, SECOND);
    }
    tally.fingerprint[0] = first;
    tally.fingerprint[1] = second;
    tally.splitFingerprint[0] = firstSplit;
    tally.splitFingerprint[1] = secondSplit;
    Arrays.stream(tally.sums).forEach(PartSums::settle);
    return tally;
  }

  /** Adds another tally to this one. */
  Tally join(Tally other) {
    for (int p = 0; p < PARTS; p++) {
      sums[p].join(other.sums[p]);
    }
    for (int h = 0; h < fingerprint.length; h++) {
      fingerprint[h] += other.fingerprint[h];
      splitFingerprint[h] += other.splitFingerprint[h];
    }
    repeated = repeated.join(other.repeated);
    return this;
  }

  long count(Part part) {
    return sums[part.code()].count();
  }

  RepeatedPair.Found repeated() {
    return repeated;
  }

  String fingerprint() {
    return hex(fingerprint);
  }

  String splitFingerprint() {
    return hex(splitFingerprint);
  }

  private static String hex(long[] words) {
    return String.format("%016x%016x", words[0], words[1]);
  }

  /** Statistics of some parts together. */
  RatingStatistics statistics(Part... parts) {
    long n = 0;
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    ExactSum total = new ExactSum();
    ExactSum totalOfSquares = new ExactSum();
    for (Part part : parts) {
      PartSums of = sums[part.code()];
      n += of.count();
      low = Math.min(low, of.least());
      high = Math.max(high, of.greatest());
      total.add(of.sum());
      totalOfSquares.add(of.squares());
    }
    return new RatingStatistics(
        n, low, high, total.value(), totalOfSquares.value(), variance(n, total, totalOfSquares));
  }

  /** {@code (n Σr² - (Σr)²) / n²}, with the difference exact: no cancellation on a moved scale. */
  private static double variance(long n, ExactSum total, ExactSum squares) {
    if (n == 0) {
      return 0;
    }
    BigInteger s = total.exact();
    BigInteger difference =
        squares
            .exact()
            .multiply(BigInteger.valueOf(n))
            .shiftLeft(ExactSum.SCALE)
            .subtract(s.multiply(s));
    return ExactSum.rounded(difference, 2 * ExactSum.SCALE) / n / n;
  }
}
