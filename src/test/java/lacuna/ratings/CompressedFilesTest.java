// Every format that has a parser of ours in every compression: the same as the plain file.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lacuna.SparkForTests;
import lacuna.ratings.matrix.MatrixSamples;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompressedFilesTest {
  @TempDir Path folder;

  /** Names, of which the first word is that of the format; each file holds the same ratings. */
  static Stream<Map.Entry<String, byte[]>> files() {
    String market = "%%MatrixMarket matrix ";
    Map<String, String> texts =
        Map.of(
            "delimited", "1,7,4\n1,8,3.5\n2,8,5\n",
            "delimited quoted", "user,item,text,rating\n1,7,\"a\nb\",4\n1,8,,3.5\n2,8,\"\",5\n",
            "netflix", "7:\n1,4,2005-09-06\n8:\n1,3.5,2005-09-06\n2,5,2005-10-01\n",
            "json", "{\"user\":1,\"item\":7,\"rating\":4}\n{\"user\":2,\"item\":8,\"rating\":5}\n",
            "json array",
                "[{\"user\":1,\"item\":7,\"rating\":4},{\"user\":2,\"item\":8,\"rating\":5}]",
            "arff",
                "@relation r\n@attribute user string\n@attribute item string\n"
                    + "@attribute rating numeric\n@data\n1,7,4\n{0 2,1 8,2 5}\n",
            "matrix-market", market + "coordinate real general\n2 8 2\n1 7 4\n2 8 5\n",
            "matrix-market array", market + "array real general\n2 2\n4\n0\n3.5\n5\n",
            "dense", "4,3.5\n0,5\n");
    Map<String, byte[]> all = new LinkedHashMap<>(MatrixSamples.all());
    texts.forEach((name, text) -> all.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return all.entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void areReadLikeThePlainOne(Map.Entry<String, byte[]> file) throws IOException {
    String format = file.getKey().split(" ")[0];
    byte[] plain = file.getValue();
    List<String> ratings = read("plain", plain, format);
    assertThat(ratings).hasSizeGreaterThan(1);
    assertThat(read("g", FormatFilesTest.gzip(plain), format)).isEqualTo(ratings);
    assertThat(read("b", FormatFilesTest.bzip2(plain), format)).isEqualTo(ratings);
    assertThat(read("s.zst", Zstd.compress(plain), format)).isEqualTo(ratings);
    assertThat(read("z.zip", FormatFilesTest.zipped("ratings", plain), format)).isEqualTo(ratings);
  }

  /** Told by its bytes; a dense text has no mark of its own. */
  private List<String> read(String name, byte[] bytes, String format) throws IOException {
    Path path = Files.write(folder.resolve(name), bytes);
    RatingsRequest.Builder request = RatingsRequest.of(path.toString());
    if (format.equals("dense")) {
      request.format(format);
    }
    RatingsRequest built = request.build();
    Reading reading = Formats.read(SparkForTests.session(), built, Part.TRAIN, built.paths());
    assertThat(reading.source().format()).isEqualTo(format);
    List<String> ratings = new ArrayList<>();
    for (RatingChunk chunk : reading.chunks().collect()) {
      assertThat(chunk.reports).allMatch(report -> report.failure == null && report.bad == 0);
      for (int k = 0; k < chunk.size(); k++) {
        String ids = chunk.users.get(chunk.user[k]) + " " + chunk.items.get(chunk.item[k]);
        ratings.add(ids + " " + chunk.rating[k]);
      }
    }
    return ratings;
  }
}
