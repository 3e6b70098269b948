// Reads formats of lines: plans pieces of files, one or more a task, and runs a line parser on
// each.
package lacuna.ratings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/** The pieces of an input's files, and the batches read from them. */
final class TextReading {
  private static final long LARGEST_PIECE = 128L << 20;
  private static final long SMALLEST_PIECE = 512L << 10;
  private static final int PIECES_PER_CORE = 4;

  private final Input input;
  private final List<FilePiece[]> tasks = new ArrayList<>();
  private final List<List<String>> hosts = new ArrayList<>();

  private TextReading(Input input) {
    this.input = input;
  }

  /** Plans the pieces; reads nothing. */
  static TextReading plan(Input input) {
    return plan(input, true);
  }

  /** The same with each file in one piece. */
  static TextReading whole(Input input) {
    return plan(input, false);
  }

  private static TextReading plan(Input input, boolean cut) {
    TextReading reading = new TextReading(input);
    long goal = pieceSize(input.bytes(), input.spark().sparkContext().defaultParallelism());
    try {
      reading.cutFiles(goal, cut);
    } catch (IOException e) {
      throw new InputException(input.shown() + " can't be read: " + e.getMessage(), e);
    }
    return reading;
  }

  /** Enough pieces to keep the cores evenly busy, none so small that its task is all overhead. */
  static long pieceSize(long bytes, int cores) {
    long even = bytes / ((long) PIECES_PER_CORE * cores) + 1;
    return Math.min(LARGEST_PIECE, Math.max(SMALLEST_PIECE, even));
  }

  /** Pieces by task. */
  List<FilePiece[]> tasks() {
    return tasks;
  }

  /** The batches that a format makes of the pieces. */
  JavaRDD<RatingChunk> chunks(PieceFormat format) {
    RatingsRequest request = input.request();
    ChunkLayout layout = input.layout();
    boolean stopAtBad = request.badRecords() == BadRecords.FAIL;
    int keptBad = stopAtBad ? 1 : Math.max(1, request.maxBad());
    Broadcast<SerializableConfiguration> hadoop = hadoop();
    return pieces()
        .mapPartitions(
            tasks -> {
              Configuration conf = hadoop.value().value();
              return format.chunks(tasks.next(), layout.builder(), conf, keptBad, stopAtBad);
            });
  }

  /** The tasks' pieces as an RDD, one task a partition. */
  JavaRDD<FilePiece[]> pieces() {
    List<Tuple2<FilePiece[], Seq<String>>> placed = new ArrayList<>();
    for (int t = 0; t < tasks.size(); t++) {
      placed.add(new Tuple2<>(tasks.get(t), seq(hosts.get(t))));
    }
    ClassTag<FilePiece[]> tag = scala.reflect.ClassTag$.MODULE$.apply(FilePiece[].class);
    return JavaRDD.fromRDD(input.spark().sparkContext().makeRDD(seq(placed), tag), tag);
  }

  Broadcast<SerializableConfiguration> hadoop() {
    ClassTag<SerializableConfiguration> tag =
        scala.reflect.ClassTag$.MODULE$.apply(SerializableConfiguration.class);
    return input
        .spark()
        .sparkContext()
        .broadcast(new SerializableConfiguration(input.hadoop()), tag);
  }

  private static <T> Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }

  private void cutFiles(long goal, boolean cut) throws IOException {
    List<FilePiece> small = new ArrayList<>();
    long smallBytes = 0;
    int rank = 0;
    for (InputFile file : input.files()) {
      long length = file.length();
      long pieces = file.compressed() || !cut ? 1 : Math.max(1, (length + goal / 2) / goal);
      for (long p = 0; p < pieces && length > 0; p++) {
        long start = length * p / pieces;
        long end = file.compressed() ? Long.MAX_VALUE : length * (p + 1) / pieces;
        FilePiece piece =
            new FilePiece(rank++, file.status().getPath().toString(), file.shown(), start, end);
        if (length >= goal) {
          tasks.add(new FilePiece[] {piece});
          hosts.add(hostsOf(file, start));
        } else {
          small.add(piece);
          smallBytes += length;
        }
      }
      if (smallBytes >= goal) {
        addSmall(small);
        smallBytes = 0;
      }
    }
    addSmall(small);
  }

  private void addSmall(List<FilePiece> small) {
    if (!small.isEmpty()) {
      tasks.add(small.toArray(FilePiece[]::new));
      hosts.add(List.of());
      small.clear();
    }
  }

  /** Where a piece lies, for the scheduler; nowhere in particular for local files. */
  private List<String> hostsOf(InputFile file, long start) throws IOException {
    FileSystem system = file.status().getPath().getFileSystem(input.hadoop());
    BlockLocation[] blocks = system.getFileBlockLocations(file.status(), start, 1);
    return blocks == null || blocks.length == 0
        ? List.of()
        : Arrays.stream(blocks[0].getHosts()).filter(host -> !host.equals("localhost")).toList();
  }
}
