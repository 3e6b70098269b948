// What is said of names that are no table, whatever Spark throws for them.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lacuna.SparkForTests;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissingTablesTest {
  @ParameterizedTest
  @ValueSource(strings = {"nope", "nope.csv", "nope.csv.gz"})
  void aNameIsThatOfAFileThatIsNotThere(String name) {
    assertThatThrownBy(
            () -> RatingsLoader.load(SparkForTests.session(), RatingsRequest.of(name).build()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(name + " is not there");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nope", "no.such", "no.such.table", "data/sample/ratings.csv", "a b"})
  void aTableThatIsAskedForIsNotInTheCatalog(String name) {
    RatingsRequest request = RatingsRequest.of(name).format("table").build();
    assertThatThrownBy(() -> RatingsLoader.load(SparkForTests.session(), request))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(name + " is no table of Spark's catalog");
  }
}
