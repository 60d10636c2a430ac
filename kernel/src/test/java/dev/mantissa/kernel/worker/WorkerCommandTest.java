package dev.mantissa.kernel.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import javax.management.BadAttributeValueExpException;
import org.junit.jupiter.api.Test;

class WorkerCommandTest {
    private static final String FILTER = "-Djdk.serialFilter=";

    /** The exception calls toString of what it reads: the first step of known attacks. */
    @Test
    void saved_objects_are_read_unless_they_run_code() throws Exception {
        assertThat(copy(List.of("kept", 7))).isEqualTo(List.of("kept", 7));
        Object attack = new BadAttributeValueExpException("a");
        assertThatThrownBy(() -> copy(attack))
                .isInstanceOf(InvalidClassException.class)
                .hasMessageContaining("REJECTED");
    }

    private static Object copy(Object value) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            in.setObjectInputFilter(ObjectInputFilter.Config.createFilter(filter()));
            return in.readObject();
        }
    }

    private static String filter() {
        return WorkerCommand.of(Path.of("somewhere")).command().stream()
                .filter(option -> option.startsWith(FILTER))
                .findFirst()
                .orElseThrow()
                .substring(FILTER.length());
    }
}
