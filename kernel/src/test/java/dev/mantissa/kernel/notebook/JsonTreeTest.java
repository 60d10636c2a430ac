package dev.mantissa.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTreeTest {
    @Test
    void values_become_valid_json_with_sorted_keys() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("z", List.of(1, 0.1f, Double.NaN, Float.NEGATIVE_INFINITY, 1L << 60));
        map.put("a", true);
        map.put("m", new StringBuilder("x\"\u0001"));
        map.put("n", null);
        assertThat(JsonTree.write(JsonTree.of(map)).replaceAll("\\n *", ""))
                .isEqualTo(
                        "{\"a\": true,\"m\": \"x\\\"\\u0001\",\"n\": null,\"z\": [1,0.1,null,null,1152921504606846976]}");
    }
}
