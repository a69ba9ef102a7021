using System.Text.Json.Serialization;

namespace NasCluster.Domain.Training;

/// <summary>A line to a trainer child. End of input means: end at once.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TrainCommand), "train")]
[JsonDerivedType(typeof(DirectiveCommand), "directive")]
public abstract record TrainerCommand;
