using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Trainer.Doctor;
using NasCluster.Trainer.Measuring;
using NasCluster.Trainer.Runtime;
using NasCluster.Trainer.Training;

namespace NasCluster.Training;

/// <summary>Memory of one child over many candidates, each another network.</summary>
internal static class Memory
{
    private const int Validated = 32;
    private const int Images = 32 + Validated;

    public static void Run(Arguments arguments)
    {
        var count = arguments.Number("--candidates", 1000);
        var gives = arguments.Number("--give-back", 1) == 1;
        var data = new DatasetCache(_ => MadeTraining.Images(Images));
        var settings = new TrainerSettings("cpu", 1, null);
        // What is measured here is memory: latencies may be as rough as they like.
        var trainer = new CandidateTrainer(data, settings, TimeProvider.System, _ => { }, meter: MeterOptions.Rough);
        var space = SpaceCatalog.Find(SmallImageSpace.Name)!;
        var parameters = 0;
        Figures.Head("candidates", "resident, MB", "managed heap, MB", "tensors", "beyond one for each parameter");
        for (var number = 1; number <= count; number++)
        {
            var command = CommandOf(space, number);
            trainer.Train(command, (_, _) => true);
            parameters += ParametersOf(command);
            if (gives)
            {
                NativeHeap.GiveBack();
            }

            if (number is 1 or 10 or 50 || number % 100 == 0)
            {
                Row(number, parameters);
            }
        }
    }

    private static Domain.Training.TrainCommand CommandOf(SearchSpace space, int number)
    {
        var point = space.Sample(SeededRandom.Create(1, "memory", number));
        var command = MadeTraining.Command(Images, epochs: 1, checkpoints: null);
        return command with
        {
            Architecture = point.Architecture,
            Seed = (ulong)number,
            Data = command.Data with { ValidationSize = Validated },
        };
    }

    // TorchSharp counts the tensor that becomes a parameter and never uncounts it, though nothing of it is left.
    private static int ParametersOf(Domain.Training.TrainCommand command)
    {
        using var module = new Trainer.Networks.GraphModule(CandidateNetwork.Of(command).Network, new());
        return 2 * module.Tensors.Parameters.Count;
    }

    private static void Row(int number, int parameters)
    {
        var managed = GC.GetTotalMemory(forceFullCollection: true) / 1e6;
        var tensors = TorchSharp.torch.Tensor.TotalCount;
        Figures.Row(
            Figures.Text(number, "0"),
            Figures.Text(Environment.WorkingSet / 1e6, "0"),
            Figures.Text(managed, "0.0"),
            Figures.Text(tensors, "0"),
            Figures.Text(tensors - parameters, "0")
        );
    }
}
