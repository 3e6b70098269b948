// What workers hold as pieces of a checkpoint, and back, for any number of workers.
package lacuna.factorisation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import lacuna.blocks.Stripe;
import lacuna.blocks.ToPartition;
import lacuna.checkpoints.Piece;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Every stripe is a piece with all its columns, so that a solver's own columns need nothing here.
 * Who reads them may have another number of workers than who wrote them.
 */
final class SavedStates {
  private static final String USERS = "users";
  private static final String ITEMS = "items";

  private SavedStates() {}

  /** A worker's share of the pieces; of plain fields, as Spark's Kryo needs. */
  static final class Share implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int worker;
    private final List<Piece> pieces;

    private Share(int worker, List<Piece> pieces) {
      this.worker = worker;
      this.pieces = pieces;
    }

    /** The worker's stripes; item stripes are at home. */
    WorkerState state() {
      return new WorkerState(worker, stripes(USERS), stripes(ITEMS));
    }

    private Stripe[] stripes(String kind) {
      return of(kind).map(Piece::stripe).toArray(Stripe[]::new);
    }

    private java.util.stream.Stream<Piece> of(String kind) {
      return pieces.stream()
          .filter(piece -> piece.kind().equals(kind))
          .sorted(Comparator.comparingInt(Piece::index));
    }

    /** The worker's sums over samples of a block's ratings. */
    SampledBlock sampled(SampledBlock like) {
      return of(like.kind())
          .filter(piece -> piece.index() == like.userStripe())
          .findFirst()
          .map(SampledBlock::of)
          .orElseThrow();
    }

    /** The worker's sums over samples of all its blocks. */
    SampledBlock[] sampled() {
      return pieces.stream()
          .filter(SampledBlock::isOne)
          .map(SampledBlock::of)
          .toArray(SampledBlock[]::new);
    }
  }

  /** The stripes of all workers, whose item stripes are at home. */
  static JavaRDD<Piece> pieces(JavaRDD<WorkerState> states) {
    return states.flatMap(state -> pieces(state).iterator());
  }

  /** The stripes of one worker. */
  static List<Piece> pieces(WorkerState state) {
    List<Piece> pieces = new ArrayList<>();
    for (Stripe stripe : state.users()) {
      pieces.add(Piece.of(USERS, stripe));
    }
    for (Stripe stripe : state.items()) {
      pieces.add(Piece.of(ITEMS, stripe));
    }
    return pieces;
  }

  /** Each worker's share, one in each partition. */
  static JavaRDD<Share> byWorker(JavaRDD<Piece> pieces, TrainingData data) {
    int workers = data.workers().count();
    int users = data.grid().value().users().stripes() / workers;
    int items = data.grid().value().items().stripes() / workers;
    return pieces
        .mapToPair(
            piece ->
                new Tuple2<>(piece.index() / (piece.kind().equals(ITEMS) ? items : users), piece))
        .partitionBy(new ToPartition(workers))
        .values()
        .mapPartitionsWithIndex((worker, own) -> List.of(share(worker, own)).iterator(), true);
  }

  private static Share share(int worker, Iterator<Piece> own) {
    List<Piece> pieces = new ArrayList<>();
    own.forEachRemaining(pieces::add);
    return new Share(worker, pieces);
  }

  /** Bytes that a column of factors of all rows takes, doubled for what else there may be. */
  static long bytes(TrainingData data, int rank) {
    long rows = (long) data.grid().value().users().size() + data.grid().value().items().size();
    return 2 * rows * lacuna.kernels.Lanes.stride(rank) * Float.BYTES;
  }
}
