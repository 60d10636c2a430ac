package dev.mantissa.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Variables keep their values whatever is imported or declared after them, if it can be. */
class KeptValuesTest {
    @AutoClose private final Conversation talk = new Conversation();

    private void quiet(String code) {
        talk.value(code);
        assertThat(talk.err()).as(code).isEmpty();
    }

    @Test
    void imports_of_every_kind_leave_values_alone() {
        quiet(
                "int n = 7; n++;\nvar names = new ArrayList<>(List.of(\"a\"));\nRunnable r = () -> names.add(\"b\");");
        quiet("var anonymous = new Object() { int hidden = 1; };\nanonymous.hidden = 5;");
        quiet("import java.net.*;");
        quiet("import java.util.concurrent.ConcurrentHashMap;");
        quiet("import static java.lang.Math.*;");
        quiet("import java.util.ArrayList;");
        quiet("r.run();");
        assertThat(talk.value("n")).isEqualTo(8);
        assertThat(talk.value("names")).isEqualTo(List.of("a", "b"));
        assertThat(talk.value("anonymous.hidden")).isEqualTo(5);
    }

    @Test
    void state_of_declared_classes_survives_imports() {
        quiet(
                "class Counter { static int n; int mine = ++n; }\nvar c = new Counter();\nint count() { return Counter.n; }");
        quiet("import java.net.*;");
        quiet("new Counter();");
        assertThat(talk.value("count()")).isEqualTo(2);
        assertThat(talk.value("c.mine")).isEqualTo(1);
        assertThat(talk.value("c instanceof Counter")).isEqualTo(true);
    }

    @Test
    void declaring_the_same_type_again_keeps_its_objects() {
        String declaration = "record Pair(int a, int b) {}";
        quiet(declaration);
        quiet("var pair = new Pair(1, 2);");
        quiet("import java.net.*;");
        quiet(declaration);
        assertThat(talk.value("pair.a() + pair.b()")).isEqualTo(3);
    }

    @Test
    void a_method_declared_anew_changes_no_variable_computed_by_the_old_one() {
        quiet("int f() { return 1; }");
        quiet(
                "int x = f();\nSupplier<Integer> s = new Supplier<>() { public Integer get() { return f(); } };");
        talk.value("int f() { return 2; }");
        assertThat(talk.err())
                .contains("variable s still uses the older f; declare it again")
                .doesNotContain("variable x");
        assertThat(talk.value("x")).isEqualTo(1);
        assertThat(talk.value("s.get()")).isEqualTo(1);
        quiet("x = f();");
        assertThat(talk.value("x")).isEqualTo(2);
        quiet("import java.net.*;");
        quiet("Supplier<Integer> s = () -> f();");
        assertThat(talk.value("s.get()")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Supplier<Integer> s = () -> a;",
                "Supplier<Integer> s; s = () -> a;",
                "var s = List.of((Supplier<Integer>) () -> a);",
                "var s = new Supplier<?>[] {() -> a, null};",
                "Object s = new Supplier<Integer>() { public Integer get() { return a; } };",
                "Supplier<Integer> made() { return () -> a; }\nvar s = made();",
                "int sum() { return a; }\nSupplier<Integer> s = () -> sum();",
                "class Holder { int get() { return a; } }\nObject s = new Holder();"
            })
    void code_in_a_value_that_uses_an_older_variable_is_told(String declaration) {
        quiet("int a = 1;");
        quiet(declaration);
        talk.value("int a = 5;");
        assertThat(talk.err()).contains("variable s still uses the older ");
        quiet("a = 6;");
        assertThat(talk.value("a")).isEqualTo(6);
    }

    @Test
    void an_object_of_an_older_type_is_told() {
        quiet(
                "interface Shape { int area(); }\nclass Square implements Shape { public int area() { return 1; } }");
        quiet("Shape s = new Square();\nObject text = \"\";");
        talk.value("class Square implements Shape { public int area() { return 4; } }");
        assertThat(talk.err())
                .contains("variable s still uses the older Square; declare it again")
                .doesNotContain("text");
        quiet("s = new Square();");
        assertThat(talk.value("s.area()")).isEqualTo(4);
    }

    @Test
    void a_value_that_may_hold_older_code_is_told_as_such() {
        quiet("int a = 1;");
        quiet("var t = new Thread(() -> System.out.print(a));");
        talk.value("int a = 5;");
        assertThat(talk.err()).contains("variable t may hold code that still uses the older a");
    }

    @Test
    void nothing_is_told_of_values_without_code_or_declared_again_in_the_same_cell() {
        quiet("int a = 1;");
        quiet(
                "var list = IntStream.range(0, 3).mapToObj(i -> i + a).toList();\nint sum = IntStream.range(0, 3).map(i -> i + a).sum();");
        quiet("Supplier<Integer> s = () -> a;");
        quiet("int a = 5;\nSupplier<Integer> s = () -> a;");
        assertThat(talk.value("s.get()")).isEqualTo(5);
        quiet("a = 7;");
        assertThat(talk.value("s.get()")).isEqualTo(7);
    }

    @Test
    void a_variable_declared_anew_is_computed_anew() {
        quiet("int f() { return 1; }");
        String declaration = "int x = f();";
        quiet(declaration);
        quiet("int f() { return 2; }");
        quiet(declaration);
        assertThat(talk.value("x")).isEqualTo(2);
        quiet("int x = 3;");
        assertThat(talk.value("x")).isEqualTo(3);
        quiet("import java.net.*;");
        quiet("int x = 3;\nint y = x;");
        quiet("int x = 4;");
        assertThat(talk.value("y")).isEqualTo(3);
    }

    @Test
    void a_type_that_really_changed_resets_what_holds_its_objects_and_says_so() {
        quiet("class Box { int v = 1; }");
        quiet("var boxes = new ArrayList<Box>();\nvar box = new Box();\nint other = box.v;");
        talk.value("class Box { int v = 2; int w; }");
        assertThat(talk.err())
                .contains("variable box lost its value")
                .contains("variable boxes lost its value")
                .doesNotContain("other");
        assertThat(talk.shown(talk.error("box"))).contains("box");
        assertThat(talk.value("other")).isEqualTo(1);
    }

    @Test
    void an_ambiguous_import_says_so_and_its_cure_brings_the_value_back() {
        quiet("List<Integer> numbers = new ArrayList<>(List.of(1, 2));");
        talk.value("import java.awt.*;");
        assertThat(talk.err())
                .contains("variable numbers cannot be used now")
                .contains("ambiguous");
        quiet("import java.util.List;");
        assertThat(talk.value("numbers")).isEqualTo(List.of(1, 2));
    }

    @Test
    void the_class_path_may_grow_between_cells(@TempDir Path folder) throws IOException {
        quiet("class Box { int v = 1; }\nvar box = new Box();\nint n = 1; n = 2;");
        talk.session.addToClasspath(List.of(Files.createDirectory(folder.resolve("classes"))));
        quiet("import java.net.*;");
        quiet("class Other { Box b = box; }\nnew Other().b.v = 9;");
        assertThat(talk.value("box.v")).isEqualTo(9);
        assertThat(talk.value("n")).isEqualTo(2);
    }

    @Test
    void mistakes_in_kept_code_are_marked_at_the_right_line() {
        quiet("int add(int a) {\n    int b = a;\n    return b / 0;\n}");
        quiet("IntSupplier bad = () -> {\n    int zero = 0;\n    return 5 / zero;\n};");
        quiet("import java.net.*;");
        quiet("import static java.lang.Math.*;");
        assertThat(talk.shown(talk.error("add(1)"))).contains("return b / 0;");
        assertThat(talk.shown(talk.error("bad.getAsInt()"))).contains("return 5 / zero;");
    }

    @Test
    void the_later_of_an_imported_and_a_declared_type_wins() {
        quiet("import java.awt.Point;");
        quiet("record Point(int own) {}");
        assertThat(talk.value("new Point(3).own()")).isEqualTo(3);
        quiet("import java.awt.Point;");
        assertThat(talk.value("new Point(3, 4).x")).isEqualTo(3);
    }
}
