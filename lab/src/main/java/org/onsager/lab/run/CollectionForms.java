package org.onsager.lab.run;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Lists, sets, maps and optional values: how many, then each.
final class CollectionForms {
    private CollectionForms() {}

    static Form list(Form element, Function<List<Object>, Object> made, String name) {
        return new Many(element, made, name);
    }

    private record Many(Form element, Function<List<Object>, Object> made, String name) implements Form {
        @Override
        public void write(Object value, Sink sink) {
            var elements = (Collection<?>) value;
            sink.room(4).putInt(elements.size());
            for (var each : elements) element.write(each, sink);
        }

        @Override
        public Object read(ByteBuffer source) {
            int size = source.getInt();
            var elements = new ArrayList<Object>();
            for (int i = 0; i < size; i++) elements.add(element.read(source));
            return made.apply(elements);
        }

        @Override
        public String shape() {
            return "%s<%s>".formatted(name, element.shape());
        }
    }

    static Form map(Form key, Form value) {
        return new Pairs(key, value);
    }

    private record Pairs(Form key, Form value) implements Form {
        @Override
        public void write(Object map, Sink sink) {
            var entries = ((Map<?, ?>) map).entrySet();
            sink.room(4).putInt(entries.size());
            for (var entry : entries) {
                key.write(entry.getKey(), sink);
                value.write(entry.getValue(), sink);
            }
        }

        @Override
        public Object read(ByteBuffer source) {
            int size = source.getInt();
            var map = new LinkedHashMap<Object, Object>();
            for (int i = 0; i < size; i++) map.put(key.read(source), value.read(source));
            return Collections.unmodifiableMap(map);
        }

        @Override
        public String shape() {
            return "map<%s, %s>".formatted(key.shape(), value.shape());
        }
    }

    /// A value that may be absent.
    record Present(
            String shape, Form form, Function<Object, Optional<?>> opened, Function<Optional<Object>, Object> made)
            implements Form {
        @Override
        public void write(Object value, Sink sink) {
            var content = opened.apply(value);
            sink.room(1).put((byte) (content.isPresent() ? 1 : 0));
            if (content.isPresent()) form.write(content.get(), sink);
        }

        @Override
        public Object read(ByteBuffer source) {
            return made.apply(source.get() == 0 ? Optional.empty() : Optional.of(form.read(source)));
        }
    }
}
