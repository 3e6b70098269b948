// Matrix files of other tools: opened by lacuna.ratings.matrix, one file a task.
package lacuna.ratings;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lacuna.ratings.matrix.Matrix;
import lacuna.ratings.matrix.MatrixException;
import lacuna.ratings.matrix.MatrixFiles;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.SerializableConfiguration;
import scala.reflect.ClassTag;

/**
 * A matrix in one file; ids are the numbers of rows and columns as its tool counts them. Of a dense
 * matrix every cell is a rating, but for those that a mask or a missing value takes out; of a
 * sparse one those that are stored, be they 0.
 */
final class MatrixFormat implements RatingFormat {
  private final MatrixFiles kind;

  MatrixFormat(MatrixFiles kind) {
    this.kind = kind;
  }

  @Override
  public String name() {
    return kind.format();
  }

  @Override
  public boolean recognises(Input input) {
    return MatrixFiles.of(input.first().bytes()).filter(found -> found == kind).isPresent();
  }

  /** Reads the file once on the driver, which has to know the shape, and once where it is used. */
  @Override
  public Reading read(Input input) {
    RatingsRequest request = input.request();
    DenseFormat.refuseColumns(input);
    Matrix matrix = load(kind, input);
    if (!matrix.dense() && request.mask().isPresent()) {
      throw new InputException(
          input.shown() + " is a sparse matrix, whose stored cells are observed; leave out --mask");
    }
    Broadcast<DenseMask> mask = DenseFormat.mask(input, matrix.rows(), matrix.columns(), false);
    boolean rowsAreUsers = request.rows() == RowsAre.USERS;
    IdList rows = known(matrix, matrix.rows());
    IdList columns = known(matrix, matrix.columns());
    return new Reading(
        chunks(input, new MatrixCells(kind, request, mask)),
        new Understood.Source(input.shown(), 1, input.bytes(), name(), details(matrix, request)),
        DataTypes.StringType,
        DataTypes.StringType,
        rowsAreUsers ? rows : columns,
        rowsAreUsers ? columns : rows,
        List.of());
  }

  /** A sparse matrix may claim any shape; its ids are those that have a rating. */
  private IdList known(Matrix matrix, int count) {
    return matrix.dense() ? DenseFormat.numbers(kind.firstNumber(), count) : IdList.of();
  }

  private static JavaRDD<RatingChunk> chunks(Input input, MatrixCells cells) {
    ClassTag<SerializableConfiguration> tag =
        scala.reflect.ClassTag$.MODULE$.apply(SerializableConfiguration.class);
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(input.spark().sparkContext());
    Broadcast<SerializableConfiguration> hadoop =
        spark.sc().broadcast(new SerializableConfiguration(input.hadoop()), tag);
    ChunkLayout layout = input.layout();
    RatingsRequest request = input.request();
    boolean stopAtBad = request.badRecords() == BadRecords.FAIL;
    int keptBad = stopAtBad ? 1 : Math.max(1, request.maxBad());
    return spark
        .parallelize(List.of(only(input).piece()), 1)
        .mapPartitions(
            pieces ->
                new MatrixChunks(
                    pieces.next(),
                    cells,
                    layout.builder(),
                    hadoop.value().value(),
                    keptBad,
                    stopAtBad));
  }

  private static InputFile only(Input input) {
    if (input.files().size() != 1) {
      throw new InputException(
          input.shown() + " is " + input.files().size() + " files, and a matrix stands in one");
    }
    return input.files().get(0);
  }

  /**
   * The matrix of an input, read here and now.
   *
   * @throws InputException if it is none
   */
  static Matrix load(MatrixFiles kind, Input input) {
    InputFile file = only(input);
    try {
      return kind.read(FileBytes.whole(file.piece(), input.hadoop()));
    } catch (MatrixException e) {
      throw new InputException(file.shown() + " " + e.getMessage(), e);
    } catch (IOException e) {
      throw new InputException(file.shown() + " can't be read: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> details(Matrix matrix, RatingsRequest request) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("shape", matrix.rows() + " x " + matrix.columns());
    details.put("of", (matrix.dense() ? "dense " : "sparse ") + matrix.type());
    details.put("rows", request.rows() == RowsAre.USERS ? "users" : "items");
    request.mask().ifPresent(mask -> details.put("mask", mask));
    request.missing().ifPresent(missing -> details.put("missing", missing));
    return details;
  }
}
