package dev.mantissa.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same cells in two sessions, of which one leaves all to JShell: both must show the same. */
class OnePassMeaningTest {
    private static final String REDEFINED =
            """
            int x = 1; String f(int a) { return "int " + a; } record P(int a) {}
            f(x) + new P(x)
            ---
            long x = 2; String f(long a) { return "long " + a; } record P(String b) {}
            f(x) + new P("b")
            ---
            x + 1
            ---
            x = 40; x += 2;
            x
            ---
            String f(String s) { return "text " + s; }
            f(x) + f("x")
            ---
            class C { static int made; int id = ++made; int twice() { return 2 * id; } }
            new C().twice() + new C().twice()
            ---
            class C { int twice() { return 7; } }
            new C().twice()
            ---
            interface Shape { double area(); }
            Shape unit = () -> 1.5;
            unit.area()
            ---
            enum Colour { RED, GREEN { @Override String low() { return "g"; } }; String low() { return name().toLowerCase(); } }
            Colour.RED.low() + Colour.GREEN.low() + Colour.valueOf("RED").ordinal()
            ---
            enum Colour { BLUE }
            Arrays.toString(Colour.values())
            ---
            int List = 5;
            List + 1
            ---
            List.of(1)
            ---
            new ArrayList<>(Set.of(List))
            ---
            var Random = 3;
            new Random(Random).nextInt(1)
            ---
            int total = 0; void add(int n) { total += n; }
            add(3); add(4)
            ---
            add(5)
            ---
            total
            ---
            { int total = 100; add(total); total++; println(total); }
            total
            """;

    private static final String TYPES =
            """
            List.of(1, 2, 3)
            ---
            _.get(1) + 1
            ---
            Map.of("k", new int[] {4})
            ---
            _.get("k")[0]
            ---
            Arrays.asList(1, "a", 2.5)
            ---
            Stream.of("b", "a").sorted().collect(Collectors.toMap(s -> s, String::length, (a, b) -> a, TreeMap::new))
            ---
            _.firstKey()
            ---
            <T extends Comparable<T>> T larger(T a, T b) { return a.compareTo(b) > 0 ? a : b; }
            larger("a", "b") + larger(3, 2)
            ---
            class Box<T> { T held; Box(T held) { this.held = held; } <U> Box<U> map(java.util.function.Function<? super T, U> f) { return new Box<>(f.apply(held)); } }
            new Box<>("abc").map(String::length).held
            ---
            new Box<>(List.of(1))
            ---
            _.held.get(0)
            ---
            var anonymous = new Object() { int hidden = 6; int more() { return hidden + 1; } };
            anonymous.more() + anonymous.hidden
            ---
            new Object() { int hidden = 8; }.hidden
            ---
            new Comparator<String>() { @Override public int compare(String a, String b) { return b.compareTo(a); } }.compare("a", "b")
            ---
            (Comparable<String> & java.io.Serializable) "a"
            ---
            ((Supplier<String>) () -> "supplied").get()
            ---
            true ? 1 : "one"
            ---
            1 + 'a'
            ---
            (byte) 200
            ---
            null
            ---
            "a" == null
            ---
            new int[][] {{1}, {2, 3}}
            ---
            Optional.of(3) instanceof Optional<Integer> o && o.get() == 3
            ---
            switch (3) { case 1 -> "one"; default -> "many"; }
            ---
            record Pair<A, B>(A a, B b) { static <T> Pair<T, T> twice(T t) { return new Pair<>(t, t); } }
            Pair.twice(1) instanceof Pair<Integer, Integer>(var a, var b) ? a + b : -1
            ---
            sealed interface Tree permits Leaf, Node {} record Leaf(int n) implements Tree {} record Node(Tree l, Tree r) implements Tree {} int sum(Tree t) { return switch (t) { case Leaf l -> l.n(); case Node n -> sum(n.l()) + sum(n.r()); }; }
            sum(new Node(new Leaf(1), new Node(new Leaf(2), new Leaf(3))))
            ---
            class Outer { static class Nested { int v = 9; } class Inner { int w = 10; } record R(int r) {} enum E { ONE } }
            new Outer.Nested().v + new Outer().new Inner().w + new Outer.R(1).r() + Outer.E.ONE.name()
            ---
            import static java.lang.Math.*;
            floor(PI) + abs(-2)
            ---
            double abs(double d) { return 1000; }
            abs(-2.0)
            ---
            import java.time.*; import java.time.temporal.ChronoUnit;
            ChronoUnit.DAYS.between(LocalDate.of(2020, 1, 1), LocalDate.of(2020, 2, 1))
            ---
            int a1 = 1, b1[] = {2, 3};
            a1 + b1[1]
            ---
            b1[0]++; --a1; b1[1] <<= 3;
            Arrays.toString(b1) + a1
            ---
            a1 = b1[0] = 77
            ---
            final int constant = 5; static int still = 6; @Deprecated int old() { return 7; } private int own = 8;
            constant + still + old() + own
            ---
            @FunctionalInterface interface Op { int of(int a, int b); } @SuppressWarnings("all") class Marked {}
            ((Op) Integer::sum).of(1, 2) + " " + new Marked().getClass().isAnnotationPresent(SuppressWarnings.class)
            ---
            \\u0061bs(-3.5)
            """;

    private static final String ENDS =
"""
            Files.readString(Path.of("/does/not/exist"))
            ---
            int depth(int n) throws Exception { if (n == 0) { throw new java.io.IOException("deep"); } return depth(n - 1) + 1; }
            1 +
              depth(2)
            ---
            throw new IllegalStateException("thrown")
            ---
            throw new Exception("checked");
            ---
            for (int i = 0; i < 3; i++) {
                println(i);
                if (i == 1) {
                    Object o = null;
                    o.toString();
                }
            }
            ---
            int kept = 0;
            kept++; Integer.parseInt("x"); kept++;
            ---
            kept
            ---
            List.of(1, 2, 0).stream()
                .map(n -> 6 / n)
                .toList()
            ---
            new Object() { void run() { throw new RuntimeException("anonymous"); } }.run();
            ---
            class Own extends Exception { Own(String m) { super(m, new RuntimeException("cause")); } }
            if (kept > 0) throw new Own("mine");
            ---
            undeclared + 1
            ---
            println(undeclared); println(1);
            ---
            "a" * 2
            ---
            int g() { return later() + 1; }
            g()
            ---
            kept + 1
            ---
            int later() { return 41; }
            g()
            ---
            record Late(Missing m) {}
            new Late(null)
            ---
            class Missing {}
            new Late(null)
            ---
            int n1 = 1; class N1 { int v = n1; } int n1 = 2;
            new N1().v + n1
            ---
            try { Integer.parseInt("x"); } catch (NumberFormatException e) { println("caught " + e.getMessage()); } finally { println("finally"); }
            ---
            synchronized (Late.class) { println("locked"); }
            ---
            outer: for (int i = 0; ; i++) { for (;;) { if (i > 2) break outer; continue outer; } }
            ---
            assert kept > 100 : "not checked";
            ---
            if (kept == 1) println("one"); else println("more");
            ---
            { record Local(int v) {} println(new Local(3)); class L { int v() { return 4; } } println(new L().v()); }
            ---
            System.exit(3)
            ---
            Runnable r = () -> System.exit(4);
            r.run();
            ---
            int fact(int n) { return n < 2 ? 1 : n * fact(n - 1); }
            fact(10) // a remark
            ---
            /* before */ fact(5); // after
            ---
            import java.awt.List;
            List.class.getName()
            ---
            import java.util.List;
import java.util.stream.Stream;
            List.class.getName()
            ---
            class List { int own = 3; }
            new List().own
            ---
            @interface Note { int value(); } @Note(3) class Noted {}
            Noted.class.getAnnotations().length
            ---
            String s\\u0078 = "unicode";
            sx
""";

    @ParameterizedTest
    @ValueSource(strings = {REDEFINED, TYPES, ENDS})
    void one_pass_shows_what_jshell_shows(String script) {
        try (Conversation one = new Conversation();
                Conversation jshell = Conversation.ofJShell()) {
            for (String cell : script.split("---\n")) {
                assertThat(shown(one, cell)).as(cell).isEqualTo(shown(jshell, cell));
            }
        }
    }

    /** All that is shown, without what tells one class file or object from another of its kind. */
    private static List<String> shown(Conversation talk, String cell) {
        CellResult result = talk.run(cell.stripTrailing());
        List<String> error =
                switch (result) {
                    case CellResult.Ok _ -> List.of();
                    case CellResult.Failed failed -> failed.error().lines();
                    case CellResult.Interrupted stopped -> stopped.error().lines();
                };
        return Stream.concat(talk.output.events().stream(), error.stream())
                .map(line -> line.replaceAll("JShell\\$\\d+[A-Z]*|@[0-9a-f]+\\b", "…"))
                .toList();
    }
}
