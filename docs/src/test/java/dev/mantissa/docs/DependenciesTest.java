package dev.mantissa.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** docs/dependencies.md says of every direct dependency what it is for. */
class DependenciesTest {
    private static final Pattern LINE =
            Pattern.compile("(?m)^\\| `([^`:]+:[^`]+)` \\|[^|]+\\|[^|]+\\|$");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\| `([^`]+)` \\|");
    private static final String MAVEN_PLUGINS = "org.apache.maven.plugins";

    @Test
    void the_list_has_one_line_for_each_dependency_and_plugin_and_none_more() throws Exception {
        List<String> listed =
                LINE.matcher(Tree.read(Tree.root().resolve("docs/dependencies.md")))
                        .results()
                        .map(m -> m.group(1))
                        .toList();
        assertThat(listed).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(listed)).isEqualTo(inPoms());
    }

    @Test
    void the_list_has_one_line_for_each_package_of_the_tests_in_a_browser() {
        String list = Tree.read(Tree.root().resolve("docs/dependencies.md"));
        List<String> listed =
                PACKAGE.matcher(list.substring(list.indexOf("## From npm")))
                        .results()
                        .map(m -> m.group(1))
                        .toList();
        assertThat(listed).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(listed)).isEqualTo(inPackages());
    }

    private static Set<String> inPackages() {
        Path tests = Tree.root().resolve("notebooks/src/test");
        return Stream.of("browser", "lab")
                .map(folder -> Tree.read(tests.resolve(folder).resolve("package.json")))
                .map(text -> JsonParser.parseString(text).getAsJsonObject())
                .flatMap(json -> json.getAsJsonObject("dependencies").keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_version_is_pinned_in_the_parent() throws Exception {
        String unpinned =
                Tree.MODULES.stream()
                        .map(m -> Tree.read(Tree.root().resolve(m).resolve("pom.xml")))
                        .flatMap(pom -> dependencySections(pom))
                        .filter(section -> section.contains("<version>"))
                        .collect(Collectors.joining());
        assertThat(unpinned).as("versions outside the parent's dependencyManagement").isEmpty();
    }

    private static Stream<String> dependencySections(String pom) {
        Matcher matcher = Pattern.compile("(?s)<dependencies>.*?</dependencies>").matcher(pom);
        return matcher.results().map(m -> m.group());
    }

    private static Set<String> inPoms() throws Exception {
        Set<String> names = new TreeSet<>();
        for (Path pom : poms()) {
            Element project =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(pom.toFile())
                            .getDocumentElement();
            for (String tag : List.of("dependency", "plugin", "path")) {
                NodeList nodes = project.getElementsByTagName(tag);
                for (int i = 0; i < nodes.getLength(); i++) {
                    add(names, (Element) nodes.item(i));
                }
            }
        }
        return names;
    }

    private static List<Path> poms() {
        return Stream.concat(Stream.of(""), Tree.MODULES.stream())
                .map(m -> Tree.root().resolve(m).resolve("pom.xml"))
                .toList();
    }

    private static void add(Set<String> names, Element element) {
        String artifact = child(element, "artifactId");
        String group = child(element, "groupId");
        if (artifact.isEmpty() || group.equals("dev.mantissa")) {
            return;
        }
        names.add((group.isEmpty() ? MAVEN_PLUGINS : group) + ":" + artifact);
    }

    private static String child(Element element, String tag) {
        for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element e && e.getTagName().equals(tag)) {
                return e.getTextContent().strip();
            }
        }
        return "";
    }
}
