package dev.mantissa.kernel.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Murmur2Test {
    /** The one number by which the SMHasher suite tells MurmurHash2 from all others. */
    private static final int SMHASHER = 0x27864C1E;

    @Test
    void it_is_the_function_that_smhasher_verifies() {
        ByteBuffer hashes = ByteBuffer.allocate(256 * 4).order(ByteOrder.LITTLE_ENDIAN);
        byte[] key = new byte[256];
        for (int i = 0; i < 256; i++) {
            key[i] = (byte) i;
            byte[] first = Arrays.copyOf(key, i);
            hashes.putInt(Murmur2.hash(first, 256 - i));
        }
        assertThat(Murmur2.hash(hashes.array(), 0)).isEqualTo(SMHASHER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|3990065800",
                "i = 0|3033251095",
                "int x = 1;|1721718547",
                "String s = \"\u00e9\uD83D\uDE00\";|3527991263"
            })
    void cells_have_the_numbers_that_front_ends_compute(String code, long expected) {
        int hash = Murmur2.hash(code.getBytes(StandardCharsets.UTF_8), (int) CellSources.SEED);
        assertThat(Integer.toUnsignedLong(hash)).isEqualTo(expected);
    }
}
