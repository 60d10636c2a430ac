package dev.mantissa.magics.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MainMethodTest {
    @Test
    void every_form_of_main_is_called_as_it_must_be() {
        assertThat(call("public class A { public static void main(String[] args) {} }"))
                .isEqualTo("A.main(new String[] {\"x\", \"say \\\"y\\\"\"});");
        assertThat(call("class B { void main() {} }")).isEqualTo("new B().main();");
        assertThat(call("class C { static void main(final String... a) {} }"))
                .startsWith("C.main(new");
        assertThat(call("int two() { return 2; }\nvoid main() {}")).isEqualTo("main();");
        assertThat(
                        call(
                                "record P(int x) {}\nclass D { class In {} static void main(String[] a) {} }"))
                .startsWith("D.main(");
    }

    @Test
    void what_is_no_main_method_is_not_called() {
        assertThat(call("class A { int main() { return 1; } }")).isNull();
        assertThat(call("// static void main(String[] a)\nString s = \"void main() {}\";"))
                .isNull();
        assertThat(call("/* void main() */ class A {}")).isNull();
    }

    private static String call(String source) {
        return MainMethod.call(source, List.of("x", "say \"y\""));
    }
}
