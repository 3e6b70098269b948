// Holds what the ends of ORC files say against what is in them. Asked by ColumnarFormat.
package lacuna.ratings;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.orc.OrcFile;
import org.apache.orc.OrcProto;
import org.apache.orc.Reader;
import org.apache.orc.StripeInformation;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * ORC has no checksums, and Spark takes a file whose end names fewer stripes than there are for a
 * smaller table. But an end says the same thing more than once: rows of the file and of each
 * stripe, values of the whole row's column, bytes of the stripes. Where these differ the file is
 * damaged.
 */
final class OrcTails {
  private OrcTails() {}

  /**
   * Reads the end of each file.
   *
   * @throws InputException for the first file that contradicts itself or has no end
   */
  static void check(Input input) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(input.spark().sparkContext());
    Broadcast<SerializableConfiguration> hadoop =
        spark.broadcast(new SerializableConfiguration(input.hadoop()));
    List<FilePiece> files =
        input.files().stream().filter(file -> file.length() > 0).map(InputFile::piece).toList();
    int tasks = Math.min(files.size(), 2 * spark.defaultParallelism());
    spark
        .parallelize(files, tasks)
        .map(file -> fault(file, hadoop.value().value()))
        .collect()
        .stream()
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(
            fault -> {
              throw new InputException(fault);
            });
  }

  private static String fault(FilePiece file, Configuration hadoop) {
    String fault;
    try (Reader reader = OrcFile.createReader(new Path(file.path), OrcFile.readerOptions(hadoop))) {
      fault = fault(reader);
    } catch (IOException | RuntimeException e) { // its parser throws what damage makes it throw
      fault = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
    return fault == null
        ? null
        : file.shown + " can't be read as ORC, it is damaged or cut: " + fault;
  }

  private static String fault(Reader reader) {
    long rows = 0;
    long bytes = 0;
    for (StripeInformation stripe : reader.getStripes()) {
      rows += stripe.getNumberOfRows();
      bytes += stripe.getLength();
    }
    OrcProto.Footer footer = reader.getFileTail().getFooter();
    if (rows != reader.getNumberOfRows()) {
      return "it says " + reader.getNumberOfRows() + " rows, and its stripes hold " + rows;
    } else if (footer.getStatisticsCount() > 0
        && footer.getStatistics(0).hasNumberOfValues()
        && footer.getStatistics(0).getNumberOfValues() != rows) {
      return "it says "
          + footer.getStatistics(0).getNumberOfValues()
          + " values, and its stripes hold "
          + rows;
    } else if (bytes > reader.getContentLength() || bytes == 0 && reader.getContentLength() > 0) {
      return "it says " + reader.getContentLength() + " bytes, and its stripes have " + bytes;
    }
    return null;
  }
}
