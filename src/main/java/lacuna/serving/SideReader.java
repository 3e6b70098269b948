// Reads one side's table of a written model into arrays.
package lacuna.serving;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import lacuna.kernels.Lanes;
import lacuna.output.ModelMetadata;
import lacuna.ratings.IdType;
import lacuna.ratings.InputException;
import lacuna.ratings.ReadFailure;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;

/** The rows come to the driver as arrays, a partition at a time, and are never boxed. */
final class SideReader {
  private SideReader() {}

  /** Rows of one partition; a class of plain fields, since it crosses processes. */
  private static final class Part implements Serializable {
    private static final long serialVersionUID = 1L;
    private final List<String> ids = new ArrayList<>();
    private int[] index = new int[64];
    private int[] stripe = new int[64];
    private long[] count = new long[64];
    private float[] bias = new float[64];
    private float[][] features = new float[64][];

    private static Part of(Iterator<InternalRow> rows) {
      Part part = new Part();
      while (rows.hasNext()) {
        part.add(rows.next());
      }
      return part;
    }

    private void add(InternalRow row) {
      int at = ids.size();
      if (at == index.length) {
        index = Arrays.copyOf(index, 2 * at);
        stripe = Arrays.copyOf(stripe, 2 * at);
        count = Arrays.copyOf(count, 2 * at);
        bias = Arrays.copyOf(bias, 2 * at);
        features = Arrays.copyOf(features, 2 * at);
      }
      ids.add(row.isNullAt(0) ? "null" : row.getUTF8String(0).toString());
      index[at] = row.getInt(1);
      stripe[at] = row.getInt(2);
      count[at] = row.getLong(3);
      bias[at] = row.isNullAt(4) ? 0 : row.getFloat(4);
      // A row with a null is found out by the length of its features.
      boolean whole = !row.isNullAt(0) && !row.isNullAt(5);
      features[at] = whole ? row.getArray(5).toFloatArray() : new float[0];
    }
  }

  /**
   * Reads a table.
   *
   * @param expected how many rows there should be, or -1 where nobody said
   * @param shown the model's place, for people
   * @throws InputException when its files can't be read, or rows are missing, come twice or are not
   *     of the model's rank
   */
  static ServedSide read(Dataset<Row> table, ModelMetadata about, long expected, String shown) {
    DataType idType = table.schema().apply("id").dataType();
    List<Part> parts = parts(table, idType, shown);
    int size = parts.stream().mapToInt(part -> part.ids.size()).sum();
    if (expected >= 0 && expected != size) {
      throw notWhole(shown, "it has " + size + " of its " + expected + " rows of a side");
    }
    int stride = Lanes.stride(about.rank());
    float[] factors = new float[Math.multiplyExact(size, stride)];
    float[] bias = about.biases() ? new float[size] : null;
    long[] counts = new long[size];
    int[] stripes = new int[size];
    String[] ids = new String[size];
    for (Part part : parts) {
      for (int k = 0; k < part.ids.size(); k++) {
        int index = part.index[k];
        if (index < 0
            || index >= size
            || ids[index] != null
            || part.features[k].length != about.rank()) {
          throw notWhole(
              shown,
              "row "
                  + part.ids.get(k)
                  + " has index "
                  + index
                  + " of "
                  + size
                  + " and "
                  + part.features[k].length
                  + " features of "
                  + about.rank());
        }
        ids[index] = part.ids.get(k);
        counts[index] = part.count[k];
        stripes[index] = part.stripe[k];
        System.arraycopy(part.features[k], 0, factors, index * stride, about.rank());
        if (bias != null) {
          bias[index] = part.bias[k];
        }
      }
    }
    SideIds sideIds = SideIds.of(Arrays.asList(ids), idType);
    return new ServedSide(sideIds, about.rank(), factors, bias, counts, stripes);
  }

  private static List<Part> parts(Dataset<Row> table, DataType idType, String shown) {
    return ReadFailure.told(
        "the model at " + shown,
        () ->
            table
                .select(
                    IdType.text(table.col("id"), idType),
                    table.col("index"),
                    table.col("stripe"),
                    table.col("count"),
                    table.col("bias"),
                    table.col("features"))
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitions(rows -> List.of(Part.of(rows)).iterator())
                .collect());
  }

  private static InputException notWhole(String shown, String what) {
    return new InputException(
        "the model at " + shown + " is not whole: " + what + "; write the model again");
  }
}
