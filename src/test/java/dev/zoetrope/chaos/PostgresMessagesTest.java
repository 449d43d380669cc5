package dev.zoetrope.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.zoetrope.chaos.PostgresMessages.Message;

class PostgresMessagesTest {
    private final PostgresMessages messages = new PostgresMessages();

    private List<Message> add(byte[] bytes) {
        return messages.add(bytes, bytes.length);
    }

    @Test
    void a_session_begins_with_messages_without_a_type() {
        List<Message> first = add(ClientMessages.wantsTls());
        List<Message> second = add(ClientMessages.start("user\0zoetrope\0\0"));
        List<Message> third = add(ClientMessages.typed('P', "S_1\0select 1\0"));

        assertThat(first).extracting(Message::type).containsExactly(PostgresMessages.START);
        assertThat(second).extracting(Message::type).containsExactly(PostgresMessages.START);
        assertThat(third).extracting(Message::type).containsExactly('P');
    }

    @Test
    void texts_are_counted_by_their_ends() {
        add(ClientMessages.start(""));

        Message parse = add(ClientMessages.typed('P', "S_1\0select 1\0rest")).get(0);

        assertThat(parse.text(0)).isEqualTo("S_1");
        assertThat(parse.text(1)).isEqualTo("select 1");
        assertThat(parse.text(2)).isEmpty();
        assertThat(parse.text(7)).isEmpty();
    }

    @Test
    void messages_are_whole_wherever_the_network_split_them() {
        byte[] all = ClientMessages.join(ClientMessages.start(""), ClientMessages.typed('P', "\0commit\0"),
                ClientMessages.typed('S', ""), ClientMessages.typed('B', "\0\0"));
        for (int size = 1; size <= all.length; size++) {
            PostgresMessages split = new PostgresMessages();
            List<Message> seen = new ArrayList<>();
            for (int from = 0; from < all.length; from += size) {
                byte[] part = Arrays.copyOfRange(all, from, Math.min(all.length, from + size));
                seen.addAll(split.add(part, part.length));
            }
            assertThat(seen).as("parts of %d bytes", size).extracting(Message::type)
                    .containsExactly(PostgresMessages.START, 'P', 'S', 'B');
            assertThat(seen.get(1).text(1)).isEqualTo("commit");
        }
    }

    @Test
    void another_protocol_is_refused() {
        assertThatThrownBy(() -> add(new byte[] { 0, 0, 0, 1 })).isInstanceOf(IllegalStateException.class);
    }
}
