namespace NasCluster.Domain.Experiments;

/// <summary>Which data set is trained on, and how much of it.</summary>
public sealed record DataSpec
{
    /// <summary>A name of the data catalogue.</summary>
    public required string Dataset { get; init; }

    /// <summary>Training images used, from the front of a seeded shuffle; null for all that validation leaves.</summary>
    public int? TrainLimit { get; init; }

    /// <summary>Training images used while searching; null for all. The final stage uses <see cref="TrainLimit"/>.</summary>
    public int? SearchLimit { get; init; }

    /// <summary>Images held out of the training set; the search sees only their accuracy. Null: a tenth of the set.</summary>
    public int? ValidationSize { get; init; }

    /// <summary>Test images used; null for all.</summary>
    public int? TestLimit { get; init; }

    /// <summary>Random horizontal flips while training.</summary>
    public bool Flip { get; init; }

    /// <summary>Random crops after padding by this many pixels on each side; 0 is off.</summary>
    public int Crop { get; init; }
}
