// Ids: their order, look-up, dictionaries, types and hashes.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
  private static final Comparator<String> BY_LENGTH_THEN_BYTES =
      Comparator.<String>comparingInt(id -> id.getBytes(StandardCharsets.UTF_8).length)
          .thenComparing(
              (a, b) ->
                  Arrays.compareUnsigned(
                      a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));

  @Test
  void wholeNumbersStandInNumericOrder() {
    Ids ids = Ids.of(List.of("10", "9", "100", "0120735", "9", "2"));
    assertThat(texts(ids.list())).containsExactly("2", "9", "10", "100", "0120735");
    assertThat(ids.find("100")).isEqualTo(3);
    assertThat(ids.find("120735")).isEqualTo(-1);
    assertThat(ids.find("")).isEqualTo(-1);
    assertThat(ids.get(4)).isEqualTo("0120735");
    assertThat(ids.type()).isEqualTo(DataTypes.StringType);
  }

  @Test
  void randomIdsAreSortedOnceEachAndFound() {
    Random random = new Random(1);
    for (int round = 0; round < 50; round++) {
      List<String> given = randomIds(random, random.nextInt(2000));
      TreeSet<String> expected = new TreeSet<>(BY_LENGTH_THEN_BYTES);
      expected.addAll(given);
      Ids ids = Ids.of(given);
      assertThat(texts(ids.list())).containsExactlyElementsOf(expected);
      for (String id : given) {
        assertThat(ids.get(ids.find(id))).isEqualTo(id);
      }
    }
  }

  @Test
  void unionsHoldEachIdOnce() {
    Random random = new Random(2);
    for (int round = 0; round < 200; round++) {
      List<String> a = randomIds(random, random.nextInt(60));
      List<String> b = randomIds(random, random.nextInt(60));
      TreeSet<String> expected = new TreeSet<>(BY_LENGTH_THEN_BYTES);
      expected.addAll(a);
      expected.addAll(b);
      IdList union = IdList.union(IdList.of(a).sorted(), IdList.of(b).sorted());
      assertThat(texts(union)).containsExactlyElementsOf(expected);
    }
  }

  /** With room for none, for some, for most and for more than the 3,597 ids that come. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1000, 3500, 20_000})
  void dictionariesGiveCodesInTheOrderOfFirstMeeting(int expectedIds) {
    Random random = new Random(3);
    IdDictionary dictionary = new IdDictionary(expectedIds);
    Map<String, Integer> expected = new HashMap<>();
    List<String> order = new ArrayList<>();
    for (String id : randomIds(random, 30_000)) {
      // At the end of the array, where no eight bytes can be read, and inside it.
      for (String behind : List.of("", "12345678")) {
        byte[] text = ("," + id + behind).getBytes(StandardCharsets.UTF_8);
        int to = text.length - behind.length();
        long key = IdDictionary.key(text, 1, to);
        int code = dictionary.find(key, text, 1, to);
        if (!expected.containsKey(id)) {
          assertThat(code).isEqualTo(-1);
          code = dictionary.insert(key, text, 1, to);
          expected.put(id, code);
          order.add(id);
        }
        assertThat(code).isEqualTo(expected.get(id));
      }
    }
    assertThat(dictionary.size()).isEqualTo(order.size());
    assertThat(texts(dictionary.ids())).isEqualTo(order);
  }

  @Test
  void valuesComeBackInTheTypeOfTheInput() {
    assertThat(Ids.of(List.of("7"), DataTypes.IntegerType).value(0)).isEqualTo(7);
    assertThat(Ids.of(List.of("-7"), DataTypes.LongType).value(0)).isEqualTo(-7L);
    assertThat(Ids.of(List.of("7"), DataTypes.ShortType).value(0)).isEqualTo((short) 7);
    assertThat(Ids.of(List.of("7"), DataTypes.ByteType).value(0)).isEqualTo((byte) 7);
    assertThat(Ids.of(List.of("1.50"), DataTypes.createDecimalType(10, 2)).value(0))
        .isEqualTo(new BigDecimal("1.50"));
    assertThat(Ids.of(List.of("1.5"), DataTypes.DoubleType).value(0)).isEqualTo(1.5);
    assertThat(Ids.of(List.of("00ff"), DataTypes.BinaryType).value(0))
        .isEqualTo(new byte[] {0, -1});
    assertThat(Ids.of(List.of("2005-09-06"), DataTypes.DateType).value(0))
        .isEqualTo(Date.valueOf("2005-09-06"));
    assertThat(Ids.of(List.of("0120735")).value(0)).isEqualTo("0120735");
  }

  @Test
  void hashesAreThoseOfEveryRelease() {
    // Worked out apart from this code; another value would cut other test sets from old data.
    assertThat(IdList.of("1").hash64(0)).isEqualTo(0x89d6ad8e69df4e76L);
    assertThat(IdList.of("0120735").hash64(0)).isEqualTo(0xcb7336c4f10a3ba8L);
    assertThat(IdList.of("a longer id, é").hash64(0)).isEqualTo(0x7679a78f8bd75cfdL);
    assertThat(Hash64.join(1, 2)).isEqualTo(0x1d0b14e4db018fedL);
  }

  @Test
  void hashesOfSimilarIdsDiffer() {
    TreeSet<Long> hashes = new TreeSet<>();
    List<String> ids = new ArrayList<>(List.of("a", "a\0", "\0a", "\0", "\0\0", "01", "1", "001"));
    for (int k = 0; k < 100_000; k++) {
      ids.add("u" + k);
    }
    IdList list = IdList.of(ids);
    for (int i = 0; i < list.size(); i++) {
      hashes.add(list.hash64(i));
    }
    assertThat(hashes).hasSize(ids.size());
  }

  @Test
  void onlyCleanUtf8IsAnId() {
    Random random = new Random(9);
    int good = 0;
    for (int round = 0; round < 200_000; round++) {
      byte[] text = new byte[1 + random.nextInt(4)];
      for (int k = 0; k < text.length; k++) {
        text[k] = (byte) (0x80 >> random.nextInt(2) | random.nextInt(256));
      }
      boolean expected = decodes(text) && noControls(text);
      good += expected ? 1 : 0;
      assertThat(IdText.fault("user", text, 0, text.length) == null)
          .as(Arrays.toString(text))
          .isEqualTo(expected);
    }
    assertThat(good).isBetween(1000, 199_000);
    assertThat(IdText.fault("item", new byte[] {'a', 0}, 0, 2))
        .isEqualTo("the item id holds a control character (byte 0)");
    assertThat(IdText.fault("item", new byte[5000], 0, 5000)).contains("5000 bytes");
  }

  private static boolean decodes(byte[] text) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean noControls(byte[] text) {
    for (byte b : text) {
      if (b >= 0 && b < 0x20 || b == 0x7F) {
        return false;
      }
    }
    return true;
  }

  private static List<String> randomIds(Random random, int count) {
    List<String> ids = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      ids.add(
          switch (random.nextInt(4)) {
            case 0 -> Integer.toString(random.nextInt(3000));
            case 1 -> "prefix-" + random.nextInt(500);
            case 2 -> "é" + random.nextInt(50);
            default -> String.format("%08d", random.nextInt(300));
          });
    }
    return ids;
  }

  private static List<String> texts(IdList ids) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      texts.add(ids.get(i));
    }
    return texts;
  }
}
