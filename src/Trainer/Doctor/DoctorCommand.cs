using System.Text.Json;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Runtime;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Trainer.Doctor;

/// <summary>Says whether this machine can train, whatever is wrong with it.</summary>
internal static class DoctorCommand
{
    private const string Ok = "ok";

    /// <returns>0 where training works, 3 where it does not.</returns>
    public static int Run(TextWriter output)
    {
        var report = Examine();
        output.WriteLine(JsonSerializer.Serialize(report, DoctorJson.Default.DoctorReport));
        return report.ForwardBackward == Ok ? 0 : 3;
    }

    public static DoctorReport Examine()
    {
        var version = TorchVersion.Libtorch;
        try
        {
            TorchRuntime.Load();
        }
        catch (TrainerSettingsException e)
        {
            return new(version, false, 0, [], null, CxxLibrary.HighestVersion(), OneDnn.Limit, e.Message);
        }

        return new(
            version,
            true,
            torch.get_num_threads(),
            [.. Devices()],
            ForwardBackward(),
            CxxLibrary.HighestVersion(),
            OneDnn.Limit,
            null
        );
    }

    private static IEnumerable<string> Devices() =>
        torch.cuda.is_available()
            ? Enumerable.Range(0, torch.cuda.device_count()).Select(index => $"cuda:{index}").Prepend("cpu")
            : ["cpu"];

    private static string ForwardBackward()
    {
        try
        {
            ConvolutionCheck.Require();
            var network = new NetworkBuilder(new(1, 8, 8));
            var x = network.ConvNormAct("conv", Network.InputIndex, new(8, Kernel: 3), Activation.HardSwish);
            network.Add("classifier", new Linear(8, 2), network.Add("pool", new GlobalAveragePool(), x));
            using var scope = torch.NewDisposeScope();
            using var learner = new Learner(new GraphModule(network.Build(), new()), new TrainingRecipe());
            var loss = learner.Step(torch.randn(4, 1, 8, 8), torch.zeros(4, torch.int64), 1e-3, Random.Shared);
            return float.IsFinite(loss.item<float>()) ? Ok : "the loss of a first step is not finite";
        }
        catch (Exception e)
            when (e
                    is System.Runtime.InteropServices.ExternalException
                        or TypeInitializationException
                        or TrainerSettingsException
            )
        {
            return e.Message;
        }
    }
}
