package dev.zoetrope.upstream.dashscope;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.zoetrope.model.InputFile;
import dev.zoetrope.model.Member;
import dev.zoetrope.model.Model;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.Slot;

/** Which files the vendor takes together, for each {@link VideoKind}. */
enum MediaSet {
    AT_MOST_ONE_SOUND {
        @Override
        Fault obstacle(List<InputFile> files, Model model) {
            return files.size() > 1 ? excess(files.get(1)) : null;
        }
    },
    /**
     * A closed list of six sets: a first frame, with or without a last frame, with or without a sound; or a clip, with or
     * without a last frame.
     */
    FRAMES_OR_CLIP {
        @Override
        Fault obstacle(List<InputFile> files, Model model) {
            if (files.isEmpty()) {
                return missing(model, Slot.FIRST_FRAME, Slot.CLIP);
            }
            List<InputFile> ordered = new ArrayList<>(files);
            ordered.sort(Comparator.comparingInt(file -> ORDER.indexOf(file.slot())));
            Set<Slot> set = EnumSet.noneOf(Slot.class);
            for (InputFile file : ordered) {
                if (!set.add(file.slot()) || !SETS.contains(set)) {
                    return excess(file);
                }
            }
            return null;
        }
    },
    /** One to five references, images and videos together, and at most one first frame. */
    REFERENCES {
        @Override
        Fault obstacle(List<InputFile> files, Model model) {
            List<InputFile> frames = files.stream().filter(file -> file.slot() == Slot.FIRST_FRAME).toList();
            List<InputFile> references = files.stream().filter(file -> file.slot() != Slot.FIRST_FRAME).toList();
            if (references.isEmpty()) {
                return missing(model, Slot.REFERENCE_IMAGES, Slot.REFERENCE_VIDEOS);
            }
            if (frames.size() > 1) {
                return excess(frames.get(1));
            }
            return references.size() > MAX_REFERENCES ? excess(references.get(MAX_REFERENCES)) : null;
        }
    },
    /** One video. The vendor decides how many references it takes: sources disagree (three or four). */
    ONE_VIDEO {
        @Override
        Fault obstacle(List<InputFile> files, Model model) {
            List<InputFile> videos = files.stream().filter(file -> file.slot() == Slot.SOURCE_VIDEO).toList();
            if (videos.isEmpty()) {
                return missing(model, Slot.SOURCE_VIDEO, Slot.SOURCE_VIDEO);
            }
            return videos.size() > 1 ? excess(videos.get(1)) : null;
        }
    };

    private static final int MAX_REFERENCES = 5;
    /** In this order, each beginning of a permitted set is a permitted set, so the first file that breaks it is the excess. */
    private static final List<Slot> ORDER = List.of(Slot.FIRST_FRAME, Slot.CLIP, Slot.LAST_FRAME, Slot.AUDIO);
    private static final Set<Set<Slot>> SETS = Set.of(EnumSet.of(Slot.FIRST_FRAME),
            EnumSet.of(Slot.FIRST_FRAME, Slot.AUDIO), EnumSet.of(Slot.FIRST_FRAME, Slot.LAST_FRAME),
            EnumSet.of(Slot.FIRST_FRAME, Slot.LAST_FRAME, Slot.AUDIO), EnumSet.of(Slot.CLIP),
            EnumSet.of(Slot.CLIP, Slot.LAST_FRAME));

    /**
     * Finds the first file that the vendor does not take together with the others, or the file that is missing.
     *
     * @param files files whose slots the kind has, in the order of the members
     * @return null if the vendor takes them
     */
    abstract Fault obstacle(List<InputFile> files, Model model);

    static MediaSet of(VideoKind kind) {
        return switch (kind) {
            case TEXT_TO_VIDEO -> AT_MOST_ONE_SOUND;
            case IMAGE_TO_VIDEO -> FRAMES_OR_CLIP;
            case REFERENCE_TO_VIDEO -> REFERENCES;
            case VIDEO_EDIT -> ONE_VIDEO;
        };
    }

    /** The name of the member without the index of an element. */
    static String memberOf(InputFile file) {
        int index = file.member().indexOf('[');
        return index < 0 ? file.member() : file.member().substring(0, index);
    }

    private static Fault excess(InputFile file) {
        return Obstacle.fault(memberOf(file), "cannot be sent to this vendor together with the other files of this create");
    }

    /** Names the first member of one of the slots; if only modes give a member such a slot, the first member with files. */
    private static Fault missing(Model model, Slot one, Slot other) {
        List<Member> files = model.members().stream().filter(member -> member.media() != null).toList();
        Member missing = files.stream().filter(member -> member.slots().contains(one) || member.slots().contains(other))
                .findFirst().orElse(files.get(0));
        return Obstacle.fault(missing.name(), "is needed by this vendor for this kind of video");
    }
}
