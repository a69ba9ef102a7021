using NasCluster.Client;

namespace NasCluster.Samples;

/// <summary>The experiment that several samples submit: measured results of small CNNs take the place of training, so it takes a second.</summary>
internal static class Examples
{
    public static ExperimentBuilder SmallCnn(string name) =>
        ExperimentBuilder
            .Create(name)
            .Seed(1)
            .Space(
                SearchSpaceBuilder
                    .Create("small-cnn")
                    .Ordinal("depth", 2, 3, 4, 6)
                    .Ordinal("width", 8, 12, 16, 24, 32)
                    .Ordinal("kernel", 3, 5)
                    .Choice("se", false, true)
                    .Choice("optimizer", NasCluster.Domain.SearchSpaces.SpacePart.Recipe, "sgd", "adamw")
                    .Ordinal("learning_rate", NasCluster.Domain.SearchSpaces.SpacePart.Recipe, 0.001, 0.003, 0.01, 0.03)
            )
            .Table(
                Path.Combine("examples", "tables", "small-cnn.csv.gz"),
                "acc_run1",
                scale: 0.01,
                ("energyMj", "energy_mj")
            )
            .Maximize("accuracy")
            .Minimize("energyMj")
            .Budget(candidates: 40)
            .RankBy("accuracy");
}
