package org.onsager.papers.gppdesolver;
import java.nio.file.Path; import java.util.List; import org.onsager.lab.*;
final class PdeTool implements Tool<ToolSettings> {
  public String summary(){return "";} public String usage(){return "";} public ToolSettings defaults(){return ToolSettings.standard();}
  public List<NamedTable> run(ToolSettings s, List<Path> in, Trial t){ throw new IllegalArgumentException(); }
}
