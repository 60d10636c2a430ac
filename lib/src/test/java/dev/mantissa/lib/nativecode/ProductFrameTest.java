package dev.mantissa.lib.nativecode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProductFrameTest {
    @Test
    void memory_of_an_unusually_large_product_is_not_kept() {
        ProductFrame frame = new ProductFrame();
        long small = frame.bytes();
        frame.reset(8 << 20, 1);
        frame.trim();
        assertThat(frame.bytes()).isGreaterThanOrEqualTo(8 << 20);
        frame.reset(64 << 20, 1);
        assertThat(frame.part(64 << 20).byteSize()).isEqualTo(64 << 20);
        frame.trim();
        assertThat(frame.bytes()).isEqualTo(small);
    }
}
