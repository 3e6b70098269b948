// Matrix files through the loader: ids, masks, missing values and bad cells.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lacuna.SparkForTests;
import lacuna.ratings.matrix.TorchWriter;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixFormatTest {
  private final SparkSession spark = SparkForTests.session();

  @TempDir Path folder;

  @Test
  void aTensorWhoseZerosAreMissing() throws IOException {
    String path = tensor("t.pt", 2, 3, 4, 0, 5, 0, 3.5f, 0);
    RatingTable table =
        load(RatingsRequest.of(path).missing("0").rows(RowsAre.ITEMS).duplicates(Duplicates.ERROR));
    assertThat(Contents.of(table))
        .containsOnly(
            Map.entry("0 0", "4.0 TRAIN"),
            Map.entry("2 0", "5.0 TRAIN"),
            Map.entry("1 1", "3.5 TRAIN"));
    assertThat(table.users().size()).isEqualTo(3);
    Understood.Source source = table.understood().sources().get(0);
    assertThat(source.format()).isEqualTo("torch");
    assertThat(source.details())
        .containsEntry("shape", "2 x 3")
        .containsEntry("of", "dense float32");
  }

  @Test
  void aMaskThatIsATensorToo() throws IOException {
    String path = tensor("t.pt", 2, 2, 1, 2, 3, 4);
    String mask = tensor("mask.pt", 2, 2, 1, 0, 0, 1);
    assertThat(Contents.of(load(RatingsRequest.of(path).mask(mask))))
        .containsOnly(Map.entry("0 0", "1.0 TRAIN"), Map.entry("1 1", "4.0 TRAIN"));
    String text = Files.writeString(folder.resolve("mask.csv"), "1,0\n1,0\n").toString();
    assertThat(Contents.of(load(RatingsRequest.of(path).mask(text))))
        .containsOnly(Map.entry("0 0", "1.0 TRAIN"), Map.entry("1 0", "3.0 TRAIN"));
    String other = tensor("other.pt", 1, 2, 1, 2);
    assertThatThrownBy(() -> load(RatingsRequest.of(path).mask(other)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("other.pt, row 0, column 1: 2.0; a mask has 1");
    String narrow = tensor("narrow.pt", 1, 2, 1, 1);
    assertThatThrownBy(() -> load(RatingsRequest.of(path).mask(narrow)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("narrow.pt is 1 x 2 and the matrix");
  }

  @Test
  void cellsThatAreNoRatings() throws IOException {
    String path = tensor("t.pt", 2, 2, 1, Float.NaN, 3, Float.POSITIVE_INFINITY);
    assertThatThrownBy(() -> load(RatingsRequest.of(path)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("t.pt: the value is NaN, not a finite number (--missing says")
        .hasMessageContaining("in \"row 0, column 1\"");
    RatingTable table =
        load(RatingsRequest.of(path).missing("nan").badRecords(BadRecords.QUARANTINE));
    assertThat(table.count()).isEqualTo(2);
    assertThat(table.understood().badRecords())
        .containsExactly(
            new BadRecord(
                path, 0, "row 1, column 1", "the value is Infinity, not a finite number"));
  }

  @Test
  void whatIsNoTensor() throws IOException {
    String text = Files.writeString(folder.resolve("a.csv"), "1,2,3\n").toString();
    assertThatThrownBy(() -> load(RatingsRequest.of(text).format("torch")))
        .isInstanceOf(InputException.class)
        .hasMessage(text + " is no file of PyTorch's; save the tensor by torch.save(tensor, path)");
    String path = tensor("t.pt", 1, 2, 1, 2);
    assertThatThrownBy(() -> load(RatingsRequest.of(path).missing("empty")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--missing is empty");
    assertThatThrownBy(() -> load(RatingsRequest.of(path).weightColumn("4")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no column holds weights");
    assertThatThrownBy(() -> load(RatingsRequest.of(path, path)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is 2 files, and a matrix stands in one");
  }

  private RatingTable load(RatingsRequest.Builder request) {
    return RatingsLoader.load(spark, request.build());
  }

  private String tensor(String name, int rows, int columns, float... values) throws IOException {
    Path path = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(path)) {
      TorchWriter.write(values, rows, columns, out);
    }
    return path.toString();
  }
}
