package dev.zoetrope.flow;

import java.util.List;

import dev.zoetrope.view.SettingView;

/** The settings that somebody has set, for an operator. */
public interface GivenSettings {
    /** All settings below {@code zoetrope} that are set, in the order of their names. Never contains a secret. */
    List<SettingView> all();
}
