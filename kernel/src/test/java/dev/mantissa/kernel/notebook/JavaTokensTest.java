package dev.mantissa.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JavaTokensTest {
    private static String kinds(String source) {
        return JavaTokens.of(source).stream()
                .filter(t -> t.kind() != JavaTokens.Kind.OTHER)
                .map(t -> t.kind() + ":" + t.text())
                .collect(Collectors.joining("|"));
    }

    @Test
    void the_kinds_are_told_apart() {
        assertThat(kinds("var x = 0xFFp3f + 1_000L; // end"))
                .isEqualTo("KEYWORD:var|NUMBER:0xFFp3f|NUMBER:1_000L|COMMENT:// end");
        assertThat(kinds("a.b(\"//\\\"\", 'c')")).isEqualTo("CALL:b|STRING:\"//\\\"\"|STRING:'c'");
        assertThat(kinds("%time x\n@Override String s"))
                .isEqualTo("MAGIC:%time x|ANNOTATION:@Override|TYPE:String");
        assertThat(kinds("a %b")).isEmpty();
        assertThat(kinds("\"\"\"\na \"b\" \\\"\"\" c\n\"\"\" int")).endsWith("|KEYWORD:int");
    }

    @Test
    void any_text_is_cut_without_loss() {
        Random random = new Random(5);
        String letters = "\"'\\/*\n %a1.{;$é😀";
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(60), 0, letters.length())
                    .forEach(c -> text.append(letters.charAt(c)));
            assertThat(
                            JavaTokens.of(text.toString()).stream()
                                    .map(JavaTokens.Token::text)
                                    .collect(Collectors.joining()))
                    .isEqualTo(text.toString());
        }
    }

    @Test
    void very_long_texts_do_not_overflow_the_stack() {
        String body = "x\\n".repeat(500_000);
        for (String source :
                new String[] {
                    "\"" + body + "\"", "/*" + body + "*/", "\"\"\"" + body, "//" + body
                }) {
            assertThat(JavaTokens.of(source)).hasSize(1);
        }
    }
}
