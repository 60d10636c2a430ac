package dev.mantissa.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class RenderersTest {
    private final Renderers renderers = new Renderers();

    interface Shape {}

    static class Circle implements Shape {}

    static class Disc extends Circle {}

    @Test
    void the_most_specific_renderer_is_chosen() {
        renderers.register(Shape.class, s -> "<i>shape</i>");
        renderers.register(Circle.class, s -> "<i>circle</i>");
        assertThat(renderers.render(new Disc()).data()).containsEntry("text/html", "<i>circle</i>");
        assertThat(renderers.render(new Shape() {}).data())
                .containsEntry("text/html", "<i>shape</i>");
    }

    @Test
    void a_registered_renderer_comes_before_a_built_in_one_that_is_more_specific() {
        renderers.register(Iterable.class, s -> "<i>mine</i>");
        assertThat(renderers.render(List.of(1)).data()).containsEntry("text/html", "<i>mine</i>");
    }

    @Test
    void registering_by_name_loads_no_class() {
        Renderer<Object> absent =
                new Renderer<>() {
                    @Override
                    public String typeName() {
                        return "no.such.Library";
                    }

                    @Override
                    public MimeBundle render(Object value) {
                        return MimeBundle.text("never");
                    }
                };
        assertThat(new Renderers(List.of(absent)).render(5)).isEqualTo(MimeBundle.text("5"));
    }

    @Test
    void a_renderer_may_give_a_wrapper_or_another_value() {
        renderers.register(Circle.class, c -> new Markdown("**round**"));
        renderers.register(StringBuilder.class, b -> List.of(1, 2));
        assertThat(renderers.render(new Circle()).data())
                .containsEntry("text/markdown", "**round**")
                .containsKey("text/plain");
        assertThat(renderers.render(new StringBuilder("x")).plain()).isEqualTo("[1, 2]");
    }

    @Test
    void a_renderer_that_throws_leaves_the_text_and_says_so() {
        renderers.register(
                Circle.class,
                c -> {
                    throw new IllegalStateException("no ink");
                });
        assertThat(renderers.render(new Circle()).plain())
                .contains("RenderersTest$Circle@")
                .contains("renderer for", "failed: IllegalStateException: no ink");
    }

    @Test
    void a_renderer_that_gives_itself_back_ends() {
        renderers.register(Circle.class, c -> new Circle());
        assertThat(renderers.render(new Circle()).plain()).contains("StackOverflowError");
        renderers.register(Circle.class, c -> c);
        assertThat(renderers.render(new Circle()).plain()).contains("Circle@");
    }

    @Test
    void a_value_whose_toString_throws_is_still_named() {
        Object bad =
                new Object() {
                    @Override
                    public String toString() {
                        throw new UnsupportedOperationException("not today");
                    }
                };
        assertThat(renderers.render(bad).plain())
                .contains("its toString failed: UnsupportedOperationException: not today");
        assertThat(renderers.render(List.of(bad)).plain()).contains("its toString failed");
    }

    @Test
    void a_list_that_fails_while_it_is_read_keeps_what_was_read() {
        List<Integer> bad =
                new AbstractList<>() {
                    @Override
                    public Integer get(int index) {
                        if (index == 2) {
                            throw new IllegalStateException("gone");
                        }
                        return index;
                    }

                    @Override
                    public int size() {
                        return 5;
                    }
                };
        assertThat(renderers.render(bad).plain()).startsWith("[0, 1").contains("gone");
    }

    @Test
    void null_strings_and_bundles_pass_through() {
        MimeBundle bundle = MimeBundle.text("a").with("text/html", "<b>a</b>");
        assertThat(renderers.render(null).plain()).isEqualTo("null");
        assertThat(renderers.render("plain <b>")).isEqualTo(MimeBundle.text("plain <b>"));
        assertThat(renderers.render(bundle)).isSameAs(bundle);
    }

    @Test
    void arrays_are_shown_by_their_elements() {
        assertThat(renderers.render(new int[] {1, 2, 3}).plain()).isEqualTo("[1, 2, 3]");
        assertThat(renderers.render(new String[] {"a", null}).plain()).isEqualTo("[a, null]");
        assertThat(renderers.render(new double[][] {{0.1}, {2}}).plain())
                .isEqualTo("[[0.1], [2.0]]");
    }

    @Test
    void long_wide_and_circular_collections_stay_short() {
        List<Object> circular = new ArrayList<>(List.of(1));
        circular.add(circular);
        assertThat(renderers.render(circular).plain()).isEqualTo("[1, […]]");
        assertThat(renderers.render(new int[5_000_000]).plain())
                .endsWith(", … (5,000,000 in all)]")
                .hasSizeLessThan(400);
        Object deep = List.of();
        for (int i = 0; i < 10_000; i++) {
            deep = List.of(deep);
        }
        assertThat(renderers.render(deep).plain()).contains("[…]").hasSizeLessThan(100);
    }

    record Point(int x, String name) {}

    @Test
    void a_list_of_records_is_a_table() {
        MimeBundle bundle = renderers.render(List.of(new Point(1, "a<b"), new Point(20, "c")));
        assertThat(bundle.plain()).isEqualTo(" x  name\n──  ────\n 1  a<b\n20  c");
        assertThat((String) bundle.data().get("text/html"))
                .contains("<th style=\"text-align:right\">x</th>", "a&lt;b")
                .doesNotContain("a<b");
    }

    @Test
    void maps_and_lists_of_maps_are_tables() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("mode", "high");
        row.put("error", 1e-4);
        assertThat(renderers.render(List.of(row, Map.of("mode", "medium"))).plain())
                .isEqualTo("mode     error\n──────  ──────\nhigh    1.0E-4\nmedium");
        assertThat(renderers.render(row).plain()).startsWith("key    value\n");
        assertThat(renderers.render(Map.of()).plain()).isEqualTo("{}");
    }

    @Test
    void a_long_table_says_how_many_rows_there_are() {
        List<Point> rows =
                java.util.stream.IntStream.range(0, 1000).mapToObj(i -> new Point(i, "")).toList();
        MimeBundle bundle = renderers.render(rows);
        assertThat(bundle.plain()).endsWith("… (1,000 rows in all)");
        assertThat(bundle.plain().lines()).hasSizeLessThan(70);
    }

    @Test
    void a_wide_table_says_how_many_columns_are_left_out() {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < 45; i++) {
            row.put("c" + i, i);
        }
        assertThat(renderers.render(List.of(row)).plain().lines().findFirst().orElseThrow())
                .contains("c29")
                .doesNotContain("c30")
                .endsWith("… 15 more columns");
    }

    @Test
    void a_picture_becomes_png_of_its_size() throws Exception {
        MimeBundle bundle = renderers.render(new BufferedImage(7, 3, BufferedImage.TYPE_INT_ARGB));
        byte[] png = Base64.getDecoder().decode((String) bundle.data().get("image/png"));
        BufferedImage back = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(new int[] {back.getWidth(), back.getHeight()}).containsExactly(7, 3);
        assertThat(bundle.plain()).isEqualTo("[picture, 7 × 3 pixels]");
    }

    @Test
    void one_mime_type_can_be_asked_for() {
        assertThat(renderers.render(new Html("<b>x</b>"), "text/html").data())
                .containsOnly(Map.entry("text/html", "<b>x</b>"), Map.entry("text/plain", "x"));
        assertThat(renderers.render("<b>x</b>", "text/html").data())
                .containsEntry("text/html", "<b>x</b>");
        assertThatThrownBy(() -> renderers.render(5, "image/png"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Integer", "image/png", "text/plain");
    }
}
