// Damages files as disks, networks, editors and people do. Used by the fuzz tests.
package lacuna.ratings;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Cuts, flips, inserts and swaps, by a seeded generator. */
public final class Damage {
  private static final String[] INSERTED = {
    "\n",
    "\r",
    "\r\n",
    ",",
    "\t",
    "::",
    "\"",
    "'",
    "\0",
    " ",
    "-",
    "+",
    ".",
    "e999",
    "NaN",
    "é",
    "\uFEFF",
    "{",
    "}",
    "[",
    ":",
    "%",
    "@data\n",
    "1e39",
    "99999999999999999999"
  };

  private Damage() {}

  /** A damaged copy; now and then the file as it was. */
  public static byte[] of(byte[] file, Random random) {
    byte[] damaged = file.clone();
    for (int times = random.nextInt(3) + (random.nextInt(20) == 0 ? 0 : 1); times > 0; times--) {
      damaged = once(damaged, random);
    }
    return damaged;
  }

  private static byte[] once(byte[] file, Random random) {
    if (file.length < 2) {
      return file;
    }
    int at = random.nextInt(file.length);
    int other = random.nextInt(file.length);
    switch (random.nextInt(6)) {
      case 0:
        return Arrays.copyOf(file, at);
      case 1:
        file[at] ^= (byte) (1 << random.nextInt(8));
        return file;
      case 2:
        file[at] = (byte) random.nextInt(256);
        return file;
      case 3:
        String text = INSERTED[random.nextInt(INSERTED.length)];
        return joined(file, at, text.getBytes(StandardCharsets.UTF_8), at);
      case 4: // a stretch is lost, or stands twice
        return joined(file, at, new byte[0], other);
      default:
        byte swapped = file[at];
        file[at] = file[other];
        file[other] = swapped;
        return file;
    }
  }

  private static byte[] joined(byte[] file, int end, byte[] middle, int start) {
    byte[] joined = Arrays.copyOf(file, end + middle.length + file.length - start);
    System.arraycopy(middle, 0, joined, end, middle.length);
    System.arraycopy(file, start, joined, end + middle.length, file.length - start);
    return joined;
  }
}
