package dev.mantissa.kernel.notebook;

import dev.mantissa.kernel.display.VisibleText;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A little TeX as HTML: letters, signs, powers, indices, fractions and roots; else as it stands.
 */
final class MathText {
    private static final Map<String, String> SIGNS = signs();
    private static final Pattern COMMAND = Pattern.compile("\\\\([a-zA-Z]+|[,;:! {}|])");
    private static final String GROUP = "\\{((?:[^{}]++|\\{[^{}]*+\\})*+)\\}";
    private static final Pattern FRACTION = Pattern.compile("\\\\[dt]?frac" + GROUP + GROUP);
    private static final Pattern ROOT = Pattern.compile("\\\\sqrt" + GROUP);
    private static final Pattern TEXT =
            Pattern.compile(
                    "\\\\(?:text|mathrm|operatorname|mathbf|mathit|mathsf|texttt|mathtt)" + GROUP);
    private static final Pattern SCRIPT =
            Pattern.compile("([\\^_])(?:" + GROUP + "|(-?[\\p{L}\\p{N}*+∞′]))");

    /** A letter that stands alone, not in a tag or a character reference. */
    private static final Pattern LETTER =
            Pattern.compile("(?<![\\p{L}&<#/])[\\p{L}&&[^∞ℓ]](?![\\p{L};])");

    private MathText() {}

    static String html(String tex) {
        String text = VisibleText.html(tex.strip()).replace("&#39;", "′");
        for (int i = 0; i < 4; i++) {
            text = TEXT.matcher(text).replaceAll("$1");
            text =
                    FRACTION.matcher(text)
                            .replaceAll(m ->
                                    Matcher.quoteReplacement(fraction(m.group(1), m.group(2))));
            text = ROOT.matcher(text).replaceAll(m -> Matcher.quoteReplacement(root(m.group(1))));
        }
        text = COMMAND.matcher(text).replaceAll(m -> Matcher.quoteReplacement(sign(m.group(1))));
        for (int i = 0; i < 3; i++) {
            text = SCRIPT.matcher(text).replaceAll(m -> Matcher.quoteReplacement(script(m)));
        }
        text = text.replace("{", "").replace("}", "").replace("-", "−");
        return LETTER.matcher(text).replaceAll("<i>$0</i>");
    }

    private static String fraction(String above, String below) {
        return "<span class=\"fr\"><span>" + above + "</span><span>" + below + "</span></span>";
    }

    private static String root(String body) {
        return body.matches("\\w") ? "√" + body : "√(" + body + ")";
    }

    private static String script(java.util.regex.MatchResult m) {
        String tag = m.group(1).equals("^") ? "sup" : "sub";
        String body = m.group(2) == null ? m.group(3) : m.group(2);
        return "<" + tag + ">" + body + "</" + tag + ">";
    }

    private static String sign(String name) {
        return SIGNS.getOrDefault(
                name, name.length() > 1 ? name : "{}".contains(name) ? "" : "\u2009");
    }

    private static Map<String, String> signs() {
        String list =
                "alpha α beta β gamma γ delta δ Delta Δ epsilon ε varepsilon ε eta η theta θ kappa κ lambda λ mu μ nu ν"
                        + " pi π rho ρ sigma σ Sigma Σ tau τ phi φ varphi φ chi χ psi ψ omega ω Omega Ω times × cdot · le ≤"
                        + " leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ sim ∼ equiv ≡ pm ± infty ∞ sum ∑ prod ∏ int ∫ partial ∂"
                        + " nabla ∇ in ∈ notin ∉ subset ⊂ cup ∪ cap ∩ to → rightarrow → Rightarrow ⇒ leftarrow ← mapsto ↦"
                        + " ldots … dots … cdots ⋯ forall ∀ exists ∃ lVert ‖ rVert ‖ Vert ‖ lvert | rvert | langle ⟨ rangle ⟩"
                        + " lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ circ ∘ odot ⊙ oplus ⊕ otimes ⊗ propto ∝ ll ≪ gg ≫ div ÷ top ⊤"
                        + " prime ′ ast ∗ star ⋆ ell ℓ";
        Map<String, String> signs = new HashMap<>();
        String[] words = list.split(" ");
        for (int i = 0; i < words.length; i += 2) {
            signs.put(words[i], words[i + 1]);
        }
        for (String silent :
                "left right quad qquad displaystyle limits bigl bigr Bigl Bigr big".split(" ")) {
            signs.put(silent, silent.endsWith("quad") ? "  " : "");
        }
        signs.put("|", "‖");
        return Map.copyOf(signs);
    }
}
