package io.sessionvault.local.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Lines that were written while tests ran, and what was found in them.
final class Output {
    private final List<String> leaks = new ArrayList<>();
    private int files;
    private long lines;

    /// What was found: file, line and what it is, without repeating it.
    List<String> leaks() {
        return List.copyOf(leaks);
    }

    /// How many files were looked at.
    int files() {
        return files;
    }

    /// How many lines were looked at.
    long lines() {
        return lines;
    }

    /// Looks at what the functions wrote, one file a function.
    ///
    /// @param folder where the files are; none when no function has run
    void ofFunctions(Path folder) throws IOException {
        for (Path file : files(folder, ".log")) {
            files++;
            try (Stream<String> all = Files.lines(file)) {
                int[] number = {0};
                all.forEach(line -> look(file + ":" + ++number[0], line));
            }
        }
    }

    /// Looks at what the tests of a module wrote, as Surefire's reports have it.
    ///
    /// @param folder where the reports are; none when no test has run
    void ofTests(Path folder) throws IOException, XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        for (Path file : files(folder, ".xml")) {
            files++;
            try (var input = Files.newInputStream(file)) {
                XMLStreamReader xml = factory.createXMLStreamReader(input);
                while (xml.hasNext()) {
                    if (xml.next() == XMLStreamConstants.START_ELEMENT
                            && xml.getLocalName().startsWith("system-")) {
                        int first = xml.getLocation().getLineNumber();
                        String[] written = xml.getElementText().split("\n", -1);
                        for (int i = 0; i < written.length; i++) {
                            look(file + ":" + (first + i), written[i]);
                        }
                    }
                }
                xml.close();
            }
        }
    }

    private void look(String place, String line) {
        lines++;
        Forbidden.in(line).ifPresent(what -> leaks.add(place + " holds " + what));
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
