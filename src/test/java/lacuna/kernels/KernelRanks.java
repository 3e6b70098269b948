// The ranks at which padding, chains of chunks and unrolled loops begin and end.
package lacuna.kernels;

import java.util.stream.IntStream;

/** Awkward ranks for kernel tests. */
final class KernelRanks {
  private KernelRanks() {}

  static IntStream all() {
    return IntStream.of(1, 2, 3, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 64, 100, 128, 200);
  }
}
