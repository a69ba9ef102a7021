using System.Text.Json;
using NasCluster.Trainer.Runtime;

namespace NasCluster.Trainer.Golden;

/// <summary>The trainer's side of `nas zoo check`.</summary>
internal static class ZooCommands
{
    private const int Missed = 1;
    private const int BadInput = 2;

    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        if (args is not ["check", var folder])
        {
            error.WriteLine("usage: NasCluster.Trainer zoo check FOLDER");
            return BadInput;
        }

        try
        {
            TorchRuntime.Load();
            var report = GoldenRunner.Run(folder);
            output.WriteLine(JsonSerializer.Serialize(report, GoldenJson.Default.GoldenReport));
            return report.Failed == 0 ? 0 : Missed;
        }
        catch (Exception e)
            when (e is TrainerSettingsException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(e.Message);
            return BadInput;
        }
    }
}
