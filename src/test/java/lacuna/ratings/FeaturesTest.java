// Files of features: layouts, scales, what is left out, what is refused.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lacuna.ratings.ColumnNames.Role;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeaturesTest {
  private static final float HALF = (float) Math.sqrt(0.5);

  @TempDir private Path folder;

  private static Features items(String... lines) {
    return TinyFeatures.of(Role.ITEM, lines);
  }

  /** The features of an id by name. */
  private static Map<String, Float> of(Features features, String id) {
    FeatureRows rows = features.of(Ids.of(List.of(id)));
    Map<String, Float> named = new TreeMap<>();
    for (int t = rows.start(0); t < rows.start(1); t++) {
      named.put(features.names().get(rows.name(t)), rows.value(t));
    }
    return named;
  }

  @Test
  void tagsOfMoviesShareOneWeightAndTitlesAreLeftOut() {
    Features movies =
        items(
            "movieId,title,genres",
            "1,\"Toy, Story (1995)\",Comedy|Drama",
            "2,Jumanji (1995),Comedy",
            "3,Heat (1995),Drama",
            "4,Nothing (2000),");
    assertThat(movies.names()).containsExactly("genres=Comedy", "genres=Drama");
    assertThat(of(movies, "1")).isEqualTo(Map.of("genres=Comedy", HALF, "genres=Drama", HALF));
    assertThat(of(movies, "2")).isEqualTo(Map.of("genres=Comedy", 1f));
    assertThat(of(movies, "4")).isEmpty();
    assertThat(movies.columns())
        .containsExactly(
            "title left out, for it hardly says the same of any two", "genres 2 names");
  }

  /** As MovieLens 100K has its users; a code of letters and a number in years. */
  @Test
  void columnsWithoutAHeaderAreNumbersOrWords() {
    Features users =
        TinyFeatures.of(
            Role.USER, "1|20|M|writer", "2|40|F|writer", "3|NA|M|other", "4|30|F|other");
    assertThat(users.names())
        .containsExactly(
            "column 2", "column 3=F", "column 3=M", "column 4=other", "column 4=writer");
    float deviation = (float) (10 / Math.sqrt(200.0 / 3));
    assertThat(of(users, "1"))
        .isEqualTo(Map.of("column 2", -deviation, "column 3=M", 1f, "column 4=writer", 1f));
    assertThat(of(users, "3")).doesNotContainKey("column 2"); // as the mean does
  }

  @Test
  void aListOfNamesAndValuesIsScaledByName() {
    String[] lines = {
      "id\tname\tvalue", "a\tx\t2", "a\ty\t0.5", "b\tx\t-2", "c\ty\t0.5", "c\tz\t1"
    };
    Features list = items(lines);
    assertThat(list.names()).containsExactly("x", "y");
    assertThat(of(list, "a")).isEqualTo(Map.of("x", HALF, "y", HALF));
    assertThat(of(list, "b")).isEqualTo(Map.of("x", -1f));
    assertThat(list.columns()).containsExactly("2 names, and 1 of one id each left out");
    // Ids that repeat say as much without a header; a line twice counts once.
    assertThat(items("a;x", "a;y", "b;x", "c;y", "a;x").names()).containsExactly("x", "y");
    // Other columns don't matter where names say which ones do.
    Features tags =
        items("userId,movieId,tag,timestamp", "7,1,dark,1", "8,1,odd,2", "7,2,dark,3", "9,3,odd,4");
    assertThat(of(tags, "1")).isEqualTo(Map.of("dark", HALF, "odd", HALF));
  }

  @Test
  void theOrderOfLinesMakesNoDifference() {
    Features one = items("id,v,w", "1,0.1,a", "2,0.7,b", "10,0.3,a", "3,,b");
    Features other = items("id,v,w", "3,,b", "10,0.3,a", "1,0.1,a", "2,0.7,b");
    assertThat(other.fingerprint()).isEqualTo(one.fingerprint());
    assertThat(items("id,v,w", "3,,b", "10,0.3,a", "1,0.1,a", "2,0.8,b").fingerprint())
        .isNotEqualTo(one.fingerprint());
  }

  @Test
  void ofTooManyFeaturesThoseStayThatMostIdsHave() {
    String[] lines = new String[2 * (FeatureColumns.MOST + 10) + 1];
    for (int k = 0; k < lines.length - 1; k++) {
      lines[k] = "id" + k + ",name" + k / 2;
    }
    lines[lines.length - 1] = "id0,name" + (FeatureColumns.MOST + 9);
    Features most = items(lines);
    assertThat(most.names())
        .hasSize(FeatureColumns.MOST)
        .contains("name" + (FeatureColumns.MOST + 9));
    assertThat(most.columns()).last().asString().contains("the 512 of 522");
  }

  @Test
  void idsOfNumbersTakeWhatIsWrittenAsOne() {
    Features words = items("id,w", "1,a", "02,a", "x,a", "3,b", "4,b");
    assertThat(words.ids(DataTypes.LongType).size()).isEqualTo(3);
    assertThat(words.ids(DataTypes.StringType).size()).isEqualTo(5);
    assertThat(words.count(Ids.of(List.of("1", "2", "3")))).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'is empty'",
    "'id,age', 'a header and nothing else'",
    "'id,age\n1,5\n2,5', 'age left out, for it is the same for all'",
    "'id,age,age\n1,5,6\n2,6,7', 'line 1: two columns called \"age\"'",
    "'id,age\n1,5\n2', 'line 3: 1 fields where the first line has 2'",
    "'id,age\n1,5\n,6', 'line 3: no id'",
    "'id,a,b,c\n1,5,a,z\n1,6,a,z', 'line 3: an id that an earlier line has too'",
    "'id,name,value\n1,a,3\n1,a,4', 'line 3: another value of \"a\"'",
    "'id,name,value\n1,a,3\n2,a,much', 'line 3: no number \"much\"'"
  })
  void whatIsNoListOfFeatures(String text, String told) {
    assertThatThrownBy(() -> items(text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(told);
  }

  @Test
  void aNumberThatIsNoneAmongManyAndAFileThatIsNotThere() {
    StringBuilder ages = new StringBuilder("id,age");
    for (int k = 0; k < 20; k++) {
      ages.append('\n').append(k).append(',').append(k == 13 ? "old" : String.valueOf(k));
    }
    assertThatThrownBy(() -> items(ages.toString()))
        .hasMessageContaining("line 15: \"old\" in column age, which holds numbers");
    String none = folder.resolve("none.csv").toString();
    assertThatThrownBy(() -> Features.read(new Configuration(), "--item-features", none, Role.ITEM))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("--item-features: " + none + " is not there");
  }
}
