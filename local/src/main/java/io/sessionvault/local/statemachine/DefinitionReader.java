package io.sessionvault.local.statemachine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.sessionvault.local.statemachine.State.ChildKind;
import io.sessionvault.local.statemachine.State.DistributedMap;
import io.sessionvault.local.statemachine.State.Flow;
import io.sessionvault.local.statemachine.State.Task;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads definitions, strictly: a field that it does not know is an error.
final class DefinitionReader {
    private static final String INVOKE = "states:::lambda:invoke";
    private static final String GET_OBJECT = "states:::s3:getObject";
    private static final String LIST_OBJECTS = "states:::s3:listObjectsV2";
    private static final String OWNER = "ExpectedBucketOwner";
    private static final String PUT_OBJECT = "states:::s3:putObject";

    private DefinitionReader() {}

    static Definition read(Fields fields) {
        if (fields.has("QueryLanguage")) {
            fields.oneOf("QueryLanguage", "JSONPath");
        }
        String startAt = fields.text("StartAt");
        Map<String, State> states = new LinkedHashMap<>();
        Fields all = fields.object("States");
        all.rest().forEach((name, state) -> states.put(name, state(name, state)));
        Definition definition =
                new Definition(
                        startAt, fields.seconds("TimeoutSeconds", Definition.NO_TIMEOUT), states);
        fields.end();
        requireReachable(definition);
        return definition;
    }

    private static State state(String name, JsonNode written) {
        Fields fields = new Fields("state " + name, written);
        State state =
                switch (fields.oneOf("Type", "Task", "Map")) {
                    case "Task" -> task(name, fields);
                    default -> map(name, fields);
                };
        fields.end();
        return state;
    }

    private static Task task(String name, Fields fields) {
        requireResource(fields, INVOKE);
        Fields parameters = fields.object("Parameters");
        Template function = Template.field(parameters, "FunctionName");
        Template payload = Template.field(parameters, "Payload");
        parameters.end();
        return new Task(
                flow(name, fields),
                function,
                payload,
                fields.seconds("TimeoutSeconds", Definition.NO_TIMEOUT),
                fields.objects("Retry").stream().map(Retrier::read).toList());
    }

    private static DistributedMap map(String name, Fields fields) {
        Fields processor = fields.object("ItemProcessor");
        Fields config = processor.object("ProcessorConfig");
        config.oneOf("Mode", "DISTRIBUTED");
        ChildKind kind = ChildKind.valueOf(config.oneOf("ExecutionType", "STANDARD", "EXPRESS"));
        config.end();
        Fields writer = fields.object("ResultWriter");
        requireResource(writer, PUT_OBJECT);
        Fields target = writer.object("Parameters");
        Template bucket = Template.field(target, "Bucket");
        Template prefix = Template.field(target, "Prefix");
        target.end();
        writer.end();
        return new DistributedMap(
                flow(name, fields),
                fields.text("Label"),
                source(fields.object("ItemReader")),
                fields.optional("ItemSelector")
                        .map(selector -> Template.of(fields.place() + " ItemSelector", selector))
                        .orElse(
                                new Template.Selected(
                                        ReferencePath.of(fields.place(), "$$.Map.Item.Value"))),
                fields.has("ItemBatcher") ? batching(fields.object("ItemBatcher")) : null,
                concurrency(fields),
                fields.number("ToleratedFailurePercentage", 0),
                read(processor),
                kind,
                bucket,
                prefix);
    }

    private static Template concurrency(Fields fields) {
        return fields.optionalText("MaxConcurrencyPath")
                .<Template>map(
                        path -> new Template.Selected(ReferencePath.of(fields.place(), path)))
                .orElseGet(() ->
                        new Template.Fixed(
                                IntNode.valueOf((int) fields.number("MaxConcurrency", 0))));
    }

    private static ItemSource source(Fields reader) {
        String resource = reader.text("Resource");
        Fields parameters = reader.object("Parameters");
        Template bucket = Template.field(parameters, "Bucket");
        @Nullable Template owner =
                parameters.has(OWNER) || parameters.has(OWNER + ".$")
                        ? Template.field(parameters, OWNER)
                        : null;
        ItemSource source;
        if (resource.endsWith(GET_OBJECT)) {
            Fields config = reader.object("ReaderConfig");
            config.oneOf("InputType", "JSON");
            config.end();
            source = new ItemSource.JsonObject(bucket, owner, Template.field(parameters, "Key"));
        } else if (resource.endsWith(LIST_OBJECTS)) {
            source = new ItemSource.Listing(bucket, owner);
        } else {
            throw reader.unknown("Resource", resource);
        }
        parameters.end();
        reader.end();
        return source;
    }

    private static Batching batching(Fields batcher) {
        Template input =
                Template.of(batcher.place() + " BatchInput", batcher.required("BatchInput"));
        int items = (int) batcher.number("MaxItemsPerBatch", Integer.MAX_VALUE);
        int bytes = (int) batcher.number("MaxInputBytesPerBatch", StateMachine.LARGEST_DATA);
        batcher.end();
        return new Batching(items, bytes, input);
    }

    private static Flow flow(String name, Fields fields) {
        boolean end = fields.optional("End").map(JsonNode::booleanValue).orElse(false);
        @Nullable String next = fields.optionalText("Next").orElse(null);
        if (end == (next != null)) {
            throw new DefinitionException(fields.place(), "has not one of Next and End");
        }
        return new Flow(
                name,
                path(fields, "InputPath"),
                fields.optional("ResultSelector")
                        .map(selector -> Template.of(fields.place() + " ResultSelector", selector))
                        .orElse(Template.everything()),
                path(fields, "ResultPath"),
                path(fields, "OutputPath"),
                fields.objects("Catch").stream().map(Catcher::read).toList(),
                next);
    }

    private static ReferencePath path(Fields fields, String name) {
        return fields.optionalText(name)
                .map(text -> ReferencePath.of(fields.place() + " " + name, text))
                .orElse(ReferencePath.ROOT);
    }

    private static void requireResource(Fields fields, String known) {
        String resource = fields.text("Resource");
        if (!resource.matches("arn:aws[a-z-]*:" + known)) {
            throw fields.unknown("Resource", resource);
        }
    }

    /// Every state can be reached, and leads to one that there is.
    private static void requireReachable(Definition definition) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(definition.startAt()));
        while (!open.isEmpty()) {
            String name = open.pop();
            if (reached.add(name)) {
                Flow flow = definition.state(name).flow();
                if (flow.next() != null) {
                    open.push(flow.next());
                }
                flow.catchers().forEach(catcher -> open.push(catcher.next()));
            }
        }
        if (!reached.equals(definition.states().keySet())) {
            Set<String> lost = new HashSet<>(definition.states().keySet());
            lost.removeAll(reached);
            throw new DefinitionException("the definition", "never reaches " + lost);
        }
    }
}
