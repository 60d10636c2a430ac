package dev.mantissa.kernel.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EarlierCellsTest {
    private final EarlierCells cells = new EarlierCells();

    @Test
    void what_can_declare_nothing_is_not_kept() {
        cells.add("1 + 1");
        cells.add("int x = 1;");
        cells.add("import java.net.*;");
        cells.add("record P(int x) {}");
        assertThat(cells.all()).containsExactly("import java.net.*;", "record P(int x) {}");
        cells.forget();
        assertThat(cells.all()).isEmpty();
    }

    @Test
    void of_very_much_code_the_oldest_is_forgotten() {
        String long1 = "{" + "1".repeat(400_000);
        String long2 = "{" + "2".repeat(400_000);
        String long3 = "{" + "3".repeat(400_000);
        cells.add(long1);
        cells.add(long2);
        cells.add(long3);
        cells.add("{" + "4".repeat(2_000_000));
        assertThat(cells.all()).containsExactly(long2, long3);
    }
}
