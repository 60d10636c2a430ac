package dev.mantissa.datasets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * Binary floating-point formats with their range and precision, from the specifications named in
 * the last column.
 */
public final class NumberFormats implements Dataset<Table> {
    private static final String FILE = "number-formats.csv";
    private static final String SHA_256 =
            "73729fdc2160e64a4e88d00df1495c64f5cdd76fe2c5ce3971a7dd57963d663c";
    private static final ColumnType[] COLUMNS = {
        ColumnType.STRING, // format
        ColumnType.INTEGER, // bits
        ColumnType.INTEGER, // exponent_bits
        ColumnType.INTEGER, // mantissa_bits
        ColumnType.DOUBLE, // max
        ColumnType.DOUBLE, // min_normal
        ColumnType.DOUBLE, // min_subnormal
        ColumnType.DOUBLE, // epsilon
        ColumnType.BOOLEAN, // infinity
        ColumnType.STRING // source
    };

    @Override
    public String name() {
        return "number-formats";
    }

    @Override
    public String summary() {
        return "range and precision of floating-point formats from f64 down to 4 bits";
    }

    @Override
    public String source() {
        return "the specifications named in its last column";
    }

    /** One row per format: bits, largest and smallest values, epsilon, whether it has infinity. */
    @Override
    public Table load() {
        byte[] csv = Resource.verified(FILE, SHA_256);
        try (var reader =
                new InputStreamReader(new ByteArrayInputStream(csv), StandardCharsets.UTF_8)) {
            return Table.read()
                    .usingOptions(
                            CsvReadOptions.builder(reader).tableName(name()).columnTypes(COLUMNS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
