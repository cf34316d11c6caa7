package io.sessionvault.local.aws.wire;

import io.sessionvault.local.aws.call.AwsError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;

/// SDK shapes from XML bodies.
final class XmlReader {
    private XmlReader() {}

    /// Fills a builder from a document whose root element, of any name, stands for the shape.
    ///
    /// @throws AwsError `MalformedXML` when the body is not XML
    static void read(byte[] body, SdkPojo builder) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var parser = factory.newDocumentBuilder();
            parser.setErrorHandler(null);
            read(parser.parse(new ByteArrayInputStream(body)).getDocumentElement(), builder);
        } catch (SAXException malformed) {
            throw new AwsError("MalformedXML", 400, "the body is not well-formed XML");
        } catch (IOException | ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void read(Element element, SdkPojo builder) {
        for (SdkField<?> field : builder.sdkFields()) {
            List<Element> found = children(element, field.locationName());
            if (Shapes.isInBody(field) && !found.isEmpty()) {
                field.set(builder, value(field, found));
            }
        }
    }

    private static Object value(SdkField<?> field, List<Element> found) {
        MarshallingType<?> type = field.marshallingType();
        if (type.equals(MarshallingType.LIST)) {
            ListTrait trait = field.getRequiredTrait(ListTrait.class);
            List<Element> members =
                    trait.isFlattened()
                            ? found
                            : children(found.getFirst(), Shapes.memberName(trait));
            return members.stream()
                    .map(member -> value(trait.memberFieldInfo(), List.of(member)))
                    .toList();
        }
        if (type.equals(MarshallingType.SDK_POJO)) {
            SdkPojo builder = Shapes.nested(field);
            read(found.getFirst(), builder);
            return Shapes.build(builder);
        }
        if (type.equals(MarshallingType.MAP)) {
            throw AwsError.notImplemented("XML maps in requests: " + field.memberName());
        }
        return Scalars.read(field, found.getFirst().getTextContent());
    }

    private static List<Element> children(Element parent, String name) {
        var found = new ArrayList<Element>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && name.equals(child.getLocalName())) {
                found.add(child);
            }
        }
        return found;
    }
}
