// Separator, header and columns found out from first lines.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutFinderTest {
  @Test
  void movieLensWithAHeaderInCommas() {
    DelimitedLayout layout = find("userId,movieId,rating,timestamp", "1,1,4.0,964982703");
    assertThat(layout)
        .isEqualTo(
            new DelimitedLayout(",", "userId,movieId,rating,timestamp", false, 0, 1, 2, 3, -1));
  }

  @Test
  void movieLensWithDoubleColonsAndWithTabs() {
    assertThat(find("1::0120735::8::1364690142"))
        .isEqualTo(new DelimitedLayout("::", null, false, 0, 1, 2, 3, -1));
    assertThat(find("196\t242\t3\t881250949").separator()).isEqualTo("\t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 2 3.5", "1;2;3", "1|2|3.5", "1, 2, 3.5", "1;2;3,5", "1\t2 b\t3"})
  void threeColumnsOfAnySeparator(String line) {
    DelimitedLayout layout = find(line);
    assertThat(List.of(layout.user(), layout.item(), layout.rating())).containsExactly(0, 1, 2);
    assertThat(layout.timestamp()).isEqualTo(-1);
    assertThat(layout.header()).isNull();
    String separator = layout.separator();
    assertThat(line.split(java.util.regex.Pattern.quote(separator))).hasSize(3);
  }

  @Test
  void aSeparatorWinsByTheNumberOfLinesItCuts() {
    assertThat(find("a,b,c", "1;2;3", "4;5;6").separator()).isEqualTo(";");
    assertThat(find("u v;1;5", "w x;2;4").separator()).isEqualTo(";");
  }

  @Test
  void columnsGoByTheNamesOfTheHeaderInAnyOrder() {
    DelimitedLayout layout = find("Score;Title;date;USER_ID", "5;Alien;2001-01-01;7");
    assertThat(layout.user()).isEqualTo(3);
    assertThat(layout.item()).isEqualTo(1);
    assertThat(layout.rating()).isZero();
    assertThat(layout.timestamp()).isEqualTo(2);
  }

  @Test
  void unknownNamesGoByPlaceWithAWarning() {
    LayoutFinder finder = finder(RatingsRequest.of("x").build(), "wer,was,wie", "7,8,3.5");
    DelimitedLayout layout = finder.find();
    assertThat(layout.header()).isEqualTo("wer,was,wie");
    assertThat(List.of(layout.user(), layout.item(), layout.rating())).containsExactly(0, 1, 2);
    assertThat(finder.warnings())
        .singleElement()
        .asString()
        .contains("names no user, no item, no rating")
        .contains("by place");
  }

  @Test
  void oneUnknownNameTakesItsPlaceIfThatIsFree() {
    DelimitedLayout layout = find("user,film,rating", "7,8,3.5");
    assertThat(layout.item()).isEqualTo(1);
    assertThatThrownBy(() -> find("x,user,rating", "7,8,3.5"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no column known to hold the item")
        .hasMessageContaining("x, user, rating")
        .hasMessageContaining("--item-column");
  }

  @Test
  void aFirstLineWithANumberIsNoHeader() {
    assertThat(find("1,2,x", "3,4,5").header()).isNull();
    assertThat(find("alice,matrix,5", "bob,matrix,4").header()).isNull();
  }

  @Test
  void textIdsUnderAHeaderWithoutNumbersAreStillTriples() {
    assertThat(find("user,item,rating").header()).isEqualTo("user,item,rating");
    assertThat(find("alice,matrix,bad", "bob,alien,worse").header()).isNull();
  }

  @Test
  void theRequestOverridesWhatIsFoundOut() {
    RatingsRequest request =
        RatingsRequest.of("x")
            .separator(";")
            .header(false)
            .userColumn("3")
            .itemColumn("1")
            .ratingColumn("4")
            .weightColumn("2")
            .build();
    assertThat(finder(request, "a,b;2;c;5", "d,e;1;f;4").find())
        .isEqualTo(new DelimitedLayout(";", null, false, 2, 0, 3, -1, 1));
    RatingsRequest named = RatingsRequest.of("x").ratingColumn("Stars2").build();
    assertThat(finder(named, "user,item,stars,stars2", "1,2,3,4").find().rating()).isEqualTo(3);
  }

  @Test
  void aColumnThatIsNotThereNamesThoseThatAre() {
    RatingsRequest named = RatingsRequest.of("x").ratingColumn("points").build();
    assertThatThrownBy(() -> finder(named, "user,item,rating", "1,2,3").find())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no column points")
        .hasMessageContaining("user, item, rating");
    RatingsRequest placed = RatingsRequest.of("x").ratingColumn("4").build();
    assertThatThrownBy(() -> finder(placed, "1,2,3").find())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("its columns are 1 to 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,2", "1", "1::2", "hello"})
  void tooFewColumnsAreRefusedWithTheLine(String line) {
    assertThatThrownBy(() -> find(line))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("ratings.csv: too few columns")
        .hasMessageContaining("\"" + line + "\"");
  }

  @Test
  void onlyTheTimesThatAreNeededAreRead() {
    DelimitedLayout layout = find("1,2,3,4");
    assertThat(layout.needed()).isEqualTo(4);
    assertThat(layout.reading(false).needed()).isEqualTo(3);
    assertThat(layout.reading(true)).isEqualTo(layout);
  }

  private static DelimitedLayout find(String... lines) {
    return finder(RatingsRequest.of("x").build(), lines).find();
  }

  private static LayoutFinder finder(RatingsRequest request, String... lines) {
    List<byte[]> bytes =
        Arrays.stream(lines).map(line -> line.getBytes(StandardCharsets.UTF_8)).toList();
    return new LayoutFinder("ratings.csv", bytes, request);
  }
}
