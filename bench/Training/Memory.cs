using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Trainer.Doctor;
using NasCluster.Trainer.Runtime;
using NasCluster.Trainer.Training;

namespace NasCluster.Training;

/// <summary>Memory of one child over many candidates, each another network.</summary>
internal static class Memory
{
    private const int Images = 512 + 64;

    public static void Run(Arguments arguments)
    {
        var count = arguments.Number("--candidates", 1000);
        var data = new DatasetCache(_ => MadeTraining.Images(Images));
        var trainer = new CandidateTrainer(data, new TrainerSettings("cpu", 1, null), TimeProvider.System, _ => { });
        var space = SpaceCatalog.Find(SmallImageSpace.Name)!;
        Figures.Head("candidates", "resident, MB", "managed heap, MB", "tensors");
        for (var number = 1; number <= count; number++)
        {
            var random = SeededRandom.Create(1, "memory", number);
            var point = Point(space, random);
            var command = MadeTraining.Command(Images, epochs: 1, checkpoints: null) with
            {
                Architecture = point.Architecture,
                Seed = (ulong)number,
            };
            trainer.Train(command, (_, _) => true);
            if (number is 1 or 10 or 50 || number % 100 == 0)
            {
                Row(number);
            }
        }
    }

    private static Configuration Point(SearchSpace space, Random random) => space.Sample(random);

    private static void Row(int number)
    {
        var managed = GC.GetTotalMemory(forceFullCollection: true) / 1e6;
        Figures.Row(
            Figures.Text(number, "0"),
            Figures.Text(Environment.WorkingSet / 1e6, "0"),
            Figures.Text(managed, "0.0"),
            Figures.Text(TorchSharp.torch.Tensor.TotalCount, "0")
        );
    }
}
